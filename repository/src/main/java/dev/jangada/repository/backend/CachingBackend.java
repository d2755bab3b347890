package dev.jangada.repository.backend;

import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Keeps copies of index files, snapshots and packs of trees in a directory of this machine. The copies are the encrypted files
 * themselves. The directory can be deleted at any time, also while it is used; where it cannot be written, nothing is kept.
 *
 * <p>An index file or snapshot from the cache is compared with its name, which is its hash. A part of a pack is authenticated by
 * whoever decrypts it, who {@link #distrust distrusts} a copy that is damaged.
 *
 * <p>Where something could not be kept, it is not tried again: of a pack of trees, of which every part would fetch the whole, only the
 * parts are fetched then.
 */
public final class CachingBackend implements Backend {

    private static final int STRIPES = 64;

    private final Backend inner;
    private final Path directory;
    private final Object[] stripes = new Object[STRIPES];
    private volatile boolean works = true;

    /**
     * Lays a cache over a backend, which is closed with it.
     *
     * @param directory of this repository alone; made when it is needed, 0700
     */
    public CachingBackend(Backend inner, Path directory) {
        this.inner = inner;
        this.directory = directory;
        Arrays.setAll(stripes, i -> new Object());
    }

    @Override
    public String location() {
        return inner.location();
    }

    @Override
    public int connections() {
        return inner.connections();
    }

    @Override
    public void save(Handle handle, Payload payload) {
        inner.save(handle, payload);
        if (isKept(handle)) {
            keep(handle, payload);
        }
    }

    @Override
    public Creation create(Handle handle, Payload payload) {
        return inner.create(handle, payload);
    }

    @Override
    public byte[] load(Handle handle) {
        if (!isKept(handle)) {
            return inner.load(handle);
        }
        Optional<byte[]> copy = kept(handle);
        if (copy.isPresent()) {
            return copy.get();
        }
        byte[] bytes = inner.load(handle);
        if (hasNameOf(handle, bytes)) {
            keep(handle, Payload.of(bytes));
        }
        return bytes;
    }

    /** Of a pack of trees the whole is fetched: what is near is asked for next. */
    @Override
    public byte[] load(Handle handle, long offset, int length) {
        if (!isKept(handle)) {
            return inner.load(handle, offset, length);
        }
        Path file = file(handle);
        // One at a time for each file, so that it is fetched once.
        synchronized (stripes[Math.floorMod(handle.hashCode(), STRIPES)]) {
            if (!Files.isRegularFile(file)) {
                if (!works) {
                    return inner.load(handle, offset, length);
                }
                byte[] all = inner.load(handle);
                if (!hasNameOf(handle, all)) {
                    return inner.load(handle, offset, length);
                }
                keep(handle, Payload.of(all));
                if (offset + length > all.length) {
                    throw new TruncatedFileException(handle, offset + length, all.length);
                }
                return Arrays.copyOfRange(all, Math.toIntExact(offset), Math.toIntExact(offset + length));
            }
        }
        byte[] part = new byte[length];
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.wrap(part);
            while (buffer.hasRemaining()) {
                if (in.read(buffer, offset + buffer.position()) < 0) {
                    distrust(handle);
                    return inner.load(handle, offset, length);
                }
            }
            return part;
        } catch (IOException e) {
            return inner.load(handle, offset, length);
        }
    }

    @Override
    public long size(Handle handle) {
        return inner.size(handle);
    }

    /** Copies of files that are not listed any more are dropped. */
    @Override
    public void list(FileKind kind, Listing listing) {
        var names = new HashSet<String>();
        inner.list(kind, (name, size) -> {
            names.add(name);
            listing.file(name, size);
        });
        if (kind == FileKind.INDEX || kind == FileKind.SNAPSHOT || kind == FileKind.PACK) {
            dropOthers(kind, names);
        }
    }

    @Override
    public void remove(Handle handle) {
        inner.remove(handle);
        distrust(handle);
    }

    @Override
    public boolean distrust(Handle handle) {
        if (handle.kind() == FileKind.CONFIG) {
            return false;
        }
        try {
            return Files.deleteIfExists(file(handle));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Optional<Problem> removalRefusal(Set<FileKind> kinds) {
        return inner.removalRefusal(kinds);
    }

    @Override
    public void tidy(Instant before) {
        inner.tidy(before);
    }

    @Override
    public void close() {
        inner.close();
    }

    private static boolean isKept(Handle handle) {
        return switch (handle.kind()) {
            case INDEX, SNAPSHOT -> true;
            case PACK -> handle.trees();
            case CONFIG, KEY, LOCK -> false;
        };
    }

    private Path file(Handle handle) {
        return directory.resolve(handle.path());
    }

    private Optional<byte[]> kept(Handle handle) {
        try {
            byte[] bytes = Files.readAllBytes(file(handle));
            if (hasNameOf(handle, bytes)) {
                return Optional.of(bytes);
            }
            distrust(handle);
        } catch (IOException notKept) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean hasNameOf(Handle handle, byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return handle.name().equals(HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Not forced to the disk: a copy that a crash damages is noticed and fetched again. */
    private void keep(Handle handle, Payload payload) {
        if (!works) {
            return;
        }
        Path file = file(handle);
        Path folder = java.util.Objects.requireNonNull(file.getParent());
        Path temporary = folder.resolve(UUID.randomUUID().toString());
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            try (FileChannel out = FileChannel.open(
                    temporary, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
                for (ByteBuffer buffer : payload.buffers()) {
                    while (buffer.hasRemaining()) {
                        out.write(buffer);
                    }
                }
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException deletedMeanwhile) {
            temporary.toFile().delete();
        } catch (IOException cannotKeep) {
            works = cannotKeep instanceof ClosedByInterruptException;
            temporary.toFile().delete();
        }
    }

    private void dropOthers(FileKind kind, Set<String> names) {
        Path folder = directory.resolve(kind.directory());
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !names.contains(String.valueOf(file.getFileName())))
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | java.io.UncheckedIOException deletedMeanwhile) {
            return;
        }
    }
}
