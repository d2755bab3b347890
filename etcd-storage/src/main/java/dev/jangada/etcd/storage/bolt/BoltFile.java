package dev.jangada.etcd.storage.bolt;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A bbolt database, mapped for reading. Segments that come out of it lie in the map and are gone when it is closed. Safe
 * for many threads.
 *
 * <p>Heap: 16 bytes a leaf page and two bits a page, so 17 MiB for a file of 4 GiB with pages of 4 KiB.
 */
public final class BoltFile implements AutoCloseable {

    private final String name;
    private final Arena arena;
    private final MemorySegment bytes;
    private final List<Meta> metas;
    private final boolean trailer;
    private final Claims sound;
    private @Nullable Buckets buckets;

    private BoltFile(String name, Arena arena, MemorySegment bytes) {
        this.name = name;
        this.arena = arena;
        this.bytes = bytes;
        this.metas = Meta.of(bytes);
        if (metas.isEmpty()) {
            throw new Problem(ExitCode.CORRUPT, BoltMessage.NOT_BOLT, name);
        }
        requireWhole();
        this.trailer = Trailer.isIn(bytes.byteSize());
        this.sound = new Claims(meta().end());
    }

    /**
     * Opens a file.
     *
     * @param force whether a file that a running etcd holds, and changes, is read too
     * @throws Problem if it is not there, is held, is no bbolt database, or is shorter than it says
     */
    public static BoltFile open(Path file, boolean force) {
        if (!Files.exists(file)) {
            throw new Problem(ExitCode.FAILED, BoltMessage.MISSING, file);
        }
        if (!Files.isRegularFile(file)) {
            throw new Problem(ExitCode.FAILED, BoltMessage.NOT_A_FILE, file);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            // What etcd holds is made of whole pages. Asking the kernel takes a cold process 50 ms, which snapshots
            // save.
            if (!force && !Trailer.isIn(channel.size())) {
                requireFree(file);
            }
            return map(channel, file.toString());
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, BoltMessage.CANNOT_READ, file, FileFailure.reason(e));
        }
    }

    private static void requireFree(Path file) {
        switch (Holder.ask(file)) {
            case FREE -> {
                // As it should be.
            }
            case HELD -> throw new Problem(ExitCode.REFUSED, BoltMessage.HELD, file);
            case UNKNOWN -> throw new Problem(ExitCode.REFUSED, BoltMessage.MAY_BE_HELD, file);
        }
    }

    /**
     * Opens what a channel leads to; the channel may be closed afterwards.
     *
     * @param name how problems call it
     */
    public static BoltFile map(FileChannel channel, String name) throws IOException {
        if (channel.size() == 0) {
            throw new Problem(ExitCode.CORRUPT, BoltMessage.EMPTY, name);
        }
        Arena arena = Arena.ofShared();
        boolean sound = false;
        try {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            BoltFile file = reading(name, () -> new BoltFile(name, arena, bytes));
            sound = true;
            return file;
        } finally {
            if (!sound) {
                arena.close();
            }
        }
    }

    private void requireWhole() {
        Meta meta = metas.getFirst();
        // Compared by division: the product of two numbers from a file may overflow.
        if (Long.compareUnsigned(meta.end(), bytes.byteSize() / meta.pageSize()) > 0) {
            throw new Problem(
                    ExitCode.CORRUPT,
                    BoltMessage.TRUNCATED,
                    name,
                    bytes.byteSize(),
                    (double) meta.pageSize() * Math.max(meta.end(), 1));
        }
    }

    /** How the user names the file. */
    public String name() {
        return name;
    }

    /** The whole file. */
    public MemorySegment bytes() {
        return bytes;
    }

    /** The meta that counts. */
    public Meta meta() {
        return metas.getFirst();
    }

    /** The leaf pages whose elements were found sound. */
    Claims sound() {
        return sound;
    }

    /** The valid ones of the two metas. */
    List<Meta> metas() {
        return metas;
    }

    /** Bytes up to the end of the last page that was ever used; etcd's total size. A raw file may be longer. */
    public long contentSize() {
        return meta().end() * meta().pageSize();
    }

    /**
     * Whether a SHA-256 of the content follows it, as in snapshots that etcd has made, or something that can be no more
     * than what is left of one.
     */
    public boolean hasTrailer() {
        return trailer || hasOddSize();
    }

    /**
     * Whether the file ends neither with a page nor with a SHA-256 behind one. bbolt makes its files grow by whole pages
     * only, so such a file was cut or something was added to it. A snapshot that lost exactly its SHA-256 cannot be told
     * from a member's own file.
     */
    public boolean hasOddSize() {
        return !trailer && bytes.byteSize() % meta().pageSize() != 0;
    }

    /** Reads the whole file and compares it with its trailer; empty if they agree, or there is none. */
    public Optional<Fault> checkTrailer() {
        if (hasOddSize()) {
            return Optional.of(Fault.of(name, -1, contentSize(), BoltMessage.ODD_SIZE, bytes.byteSize()));
        }
        return trailer ? Optional.ofNullable(read(() -> Trailer.fault(this))) : Optional.empty();
    }

    /**
     * All buckets in the order of their names. The first call walks over all branches.
     *
     * @throws Problem if a page that leads to records is damaged
     */
    public List<Bucket> buckets() {
        return structure().all();
    }

    /** A bucket by its name; empty if there is none. */
    public Optional<Bucket> bucket(String wanted) {
        return buckets().stream().filter(bucket -> bucket.name().equals(wanted)).findFirst();
    }

    /** What the pages are used for. */
    public Usage usage() {
        return Usage.of(this, structure());
    }

    private synchronized Buckets structure() {
        if (buckets == null) {
            buckets = read(() -> Buckets.of(this, new Faults.Thrown()));
        }
        return buckets;
    }

    /** Where the key of the element at this byte begins; the element must have been checked. */
    public long keyStart(long element) {
        return element + Integer.toUnsignedLong(bytes.get(Layout.U32, element + 4));
    }

    /** Bytes of the key of the element at this byte. */
    public int keyLength(long element) {
        return bytes.get(Layout.U32, element + 8);
    }

    /** Bytes of the value of the element at this byte; the value follows the key. */
    public int valueLength(long element) {
        return bytes.get(Layout.U32, element + 12);
    }

    /** Copies bytes out of the file. */
    public byte[] copy(long start, int length) {
        return read(() -> bytes.asSlice(start, length).toArray(ValueLayout.JAVA_BYTE));
    }

    /**
     * Runs something that reads the map.
     *
     * @throws Problem if the disk reports an error below the map, which Java tells as an error of its own
     */
    public <T extends @Nullable Object> T read(Supplier<T> reading) {
        return reading(name, reading);
    }

    /**
     * Runs something that reads any file's map, not only that of a database.
     *
     * @param name how problems call the file
     * @throws Problem if the disk reports an error below the map
     */
    public static <T extends @Nullable Object> T reading(String name, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (InternalError e) {
            // Source: JDK, vmClasses and SharedRuntime; the two texts that SIGBUS in a map can have.
            if (String.valueOf(e.getMessage()).contains("unsafe memory access")) {
                throw new Problem(e, ExitCode.CORRUPT, BoltMessage.UNREADABLE, name);
            }
            throw e;
        }
    }

    /** Closes the map; a second time does nothing. */
    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
