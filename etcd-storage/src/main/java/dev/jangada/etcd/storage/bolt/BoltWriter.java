package dev.jangada.etcd.storage.bolt;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Writes a new bbolt database from records that come in order, from the first page to the last. The file is written under
 * another name, readable by its owner only, and gets its name when it is whole and on the disk. No freelist is kept, as
 * etcd keeps none. Heap: two pages a level of the tree, and 4 MiB outside the heap.
 */
public final class BoltWriter implements AutoCloseable {

    /** Bytes of a page: what etcd takes on most machines, and takes from the file on all. */
    public static final int PAGE_SIZE = 4096;

    private static final FileAttribute<Set<PosixFilePermission>> ONLY_MINE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final @Nullable Path target;
    private final @Nullable Path temporary;
    private final Path directory;
    private final String name;
    private final FileChannel channel;
    private final EarlySync sync;
    private final PageSink sink;
    private final TreeWriter root;
    private byte @Nullable [] bucket;
    private TreeWriter records;
    private boolean ended;
    private boolean finished;

    private BoltWriter(
            @Nullable Path target, @Nullable Path temporary, Path directory, String name, FileChannel channel)
            throws IOException {
        this.target = target;
        this.temporary = temporary;
        this.directory = directory;
        this.name = name;
        this.channel = channel;
        this.sync = new EarlySync(channel, target != null);
        this.sink = new PageSink(channel, sync, PAGE_SIZE, 2);
        this.root = new TreeWriter(sink, PAGE_SIZE, Layout.IS_BUCKET);
        this.records = root;
    }

    /**
     * Begins a file.
     *
     * @throws Problem if there is one of that name, or it cannot be written
     */
    public static BoltWriter create(Path target) {
        return create(target, target);
    }

    /**
     * The same for a file that will have another name.
     *
     * @param shown how problems call it
     */
    public static BoltWriter create(Path target, Path shown) {
        Path place = target.toAbsolutePath().normalize();
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new Problem(ExitCode.REFUSED, BoltMessage.EXISTS, shown);
        }
        try {
            Path temporary = place.resolveSibling("." + place.getFileName() + ".tmp-" + random());
            return new BoltWriter(place, temporary, directoryOf(place), shown.toString(), newFile(temporary));
        } catch (IOException e) {
            throw CannotWrite.of(e, shown);
        }
    }

    private static Path directoryOf(Path place) {
        return Objects.requireNonNull(place.getParent());
    }

    /**
     * Begins a file without a name: it is gone when it is closed, however the process ends.
     *
     * @param directory where its bytes are, which needs as much room
     * @param name what it is needed for, as the user names that
     */
    public static BoltWriter unnamed(Path directory, String name) {
        try {
            return new BoltWriter(null, null, directory, name, unnamedFile(directory, name));
        } catch (IOException e) {
            throw CannotWrite.temporary(e, directory, name);
        }
    }

    /**
     * A new file without a name, for its owner only, to write and to read again.
     *
     * @param name what it is needed for, as the user names that
     */
    public static FileChannel unnamedFile(Path directory, String name) {
        try {
            Path file = directory.resolve(".jangada-" + random());
            FileChannel channel = newFile(file);
            Files.delete(file);
            return channel;
        } catch (IOException e) {
            throw CannotWrite.temporary(e, directory, name);
        }
    }

    private Problem cannotWrite(IOException e) {
        return target == null ? CannotWrite.temporary(e, directory, name) : CannotWrite.of(e, Path.of(name));
    }

    private static FileChannel newFile(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ),
                ONLY_MINE);
    }

    private static String random() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong());
    }

    /** Begins the next bucket; names must ascend. */
    public void bucket(String nextName) {
        bucket(nextName.getBytes(StandardCharsets.UTF_8));
    }

    /** Begins the next bucket; names must ascend. */
    public void bucket(byte[] nextName) {
        endBucket();
        bucket = nextName.clone();
        records = new TreeWriter(sink, PAGE_SIZE, 0);
    }

    /**
     * Adds a record to the bucket; keys must ascend. The segments are read later, so they must stay as they are until the
     * next bucket begins.
     *
     * @throws IllegalArgumentException if the key is not greater than the last one, or has not 1 to 32768 bytes
     * @throws Problem if the disk is full or fails
     */
    public void put(MemorySegment key, MemorySegment value) {
        requireBucket();
        try {
            records.put(key, value);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private void requireBucket() {
        if (bucket == null) {
            throw new IllegalStateException("no bucket was begun");
        }
    }

    /** Adds a record to the bucket; keys must ascend. The arrays must stay as they are. */
    public void put(byte[] key, byte[] value) {
        put(MemorySegment.ofArray(key), MemorySegment.ofArray(value));
    }

    /** Adds all records of a bucket of another file. */
    public void putAll(Bucket records) {
        records.file().read(() -> {
            for (int i = 0; i < records.leaves(); i++) {
                Page page = records.leaf(i);
                page.check();
                put(records, page);
            }
            return true;
        });
    }

    /** Adds all records of a leaf page of another file, which has been {@linkplain Page#check checked}. */
    public void put(Bucket from, Page page) {
        requireBucket();
        MemorySegment bytes = from.file().bytes();
        if (from.inline() || from.file().meta().pageSize() != PAGE_SIZE) {
            for (int i = 0; i < page.count(); i++) {
                long key = page.keyStart(i);
                put(bytes.asSlice(key, page.keyLength(i)), bytes.asSlice(key + page.keyLength(i), page.valueLength(i)));
            }
            return;
        }
        try {
            records.put(page, bytes);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private void endBucket() {
        if (bucket == null) {
            return;
        }
        try {
            Optional<MemorySegment> inline = records.inline();
            MemorySegment header = PageSink.image(Layout.HEADER);
            if (inline.isEmpty()) {
                header.set(Layout.U64, 0, records.finish());
            }
            root.put(MemorySegment.ofArray(bucket), inline.orElse(header));
        } catch (IOException e) {
            throw cannotWrite(e);
        }
        bucket = null;
    }

    /** Ends the file, brings it to the disk and gives it its name. */
    public void finish() {
        try {
            end();
            sync.finish();
            if (temporary != null && target != null) {
                if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                    throw new Problem(ExitCode.REFUSED, BoltMessage.EXISTS, name);
                }
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
                forceName(target);
            }
            finished = true;
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    /** A name that is not on the disk is taken away again: whoever is told of a failure is told that nothing was left. */
    private static void forceName(Path target) throws IOException {
        try {
            Directories.force(target.getParent());
        } catch (IOException e) {
            Files.deleteIfExists(target);
            throw e;
        }
    }

    /** Ends the file and opens it; it need not have its name nor be on the disk for that. */
    public BoltFile read() {
        try {
            end();
            return BoltFile.map(channel, name);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private void end() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        endBucket();
        long top = root.finish();
        sink.flush();
        sink.metas(top);
    }

    /** Closes the file; one that was not finished leaves nothing behind. */
    @Override
    public void close() {
        sink.close();
        sync.await();
        try {
            channel.close();
            if (!finished && temporary != null) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }
}
