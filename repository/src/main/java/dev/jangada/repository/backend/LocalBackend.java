package dev.jangada.repository.backend;

import static java.util.Objects.requireNonNull;

import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A directory, on a disk of this machine or one that is mounted from another. Files are 0600, directories 0700. A file is
 * written beside its place under another name, forced to the disk, and renamed; then the directory is forced.
 */
public final class LocalBackend implements Backend {

    private static final int CONNECTIONS = 2;
    private static final String TEMPORARY = "-tmp-";
    private static final int PIECE = 256 << 10;

    private final Path root;

    /** A repository in a directory, which need not exist yet. */
    public LocalBackend(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public String location() {
        return root.toString();
    }

    @Override
    public int connections() {
        return CONNECTIONS;
    }

    @Override
    public void save(Handle handle, Payload payload) {
        if (handle.kind() == FileKind.CONFIG) {
            throw new IllegalArgumentException("the configuration is only created");
        }
        write(handle, payload, false);
    }

    @Override
    public Creation create(Handle handle, Payload payload) {
        return write(handle, payload, true);
    }

    private Creation write(Handle handle, Payload payload, boolean fresh) {
        Path file = file(handle);
        Path directory = directoryOf(file);
        Path temporary = directory.resolve(file.getFileName() + TEMPORARY + UUID.randomUUID());
        try {
            if (fresh && Files.exists(file)) {
                return Creation.EXISTED;
            }
            makeDirectory(directory);
            try {
                writeForced(temporary, payload);
                if (fresh) {
                    // A hard link, unlike a renaming, fails where the name is taken.
                    try {
                        Files.createLink(file, temporary);
                        Files.delete(temporary);
                    } catch (FileAlreadyExistsException e) {
                        // Over NFS a request whose answer was lost is sent again, and then finds its own work.
                        return Files.isSameFile(file, temporary) ? Creation.CREATED : Creation.EXISTED;
                    } catch (UnsupportedOperationException | IOException noLinks) {
                        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
                        forceDirectory(directory);
                        return Creation.CREATED_UNGUARDED;
                    }
                } else {
                    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
                }
                forceDirectory(directory);
                return Creation.CREATED;
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException | RuntimeException e) {
            throw LocalFailure.writing(e, file);
        }
    }

    private static void writeForced(Path file, Payload payload) throws IOException {
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (FileChannel out =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
            for (ByteBuffer buffer : payload.buffers()) {
                int end = buffer.limit();
                while (buffer.position() < end) {
                    // Java copies what it writes to memory of its own, which it keeps for the thread.
                    buffer.limit(Math.min(end, buffer.position() + PIECE));
                    out.write(buffer);
                }
            }
            out.force(true);
        }
    }

    @Override
    public byte[] load(Handle handle) {
        Path file = file(handle);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw LocalFailure.reading(e, handle, file);
        }
    }

    @Override
    public byte[] load(Handle handle, long offset, int length) {
        Path file = file(handle);
        byte[] bytes = new byte[length];
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                if (in.read(buffer, offset + buffer.position()) < 0) {
                    throw new TruncatedFileException(handle, offset + length, in.size());
                }
            }
            return bytes;
        } catch (IOException e) {
            throw LocalFailure.reading(e, handle, file);
        }
    }

    @Override
    public long size(Handle handle) {
        Path file = file(handle);
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw LocalFailure.reading(e, handle, file);
        }
    }

    @Override
    public void list(FileKind kind, Listing listing) {
        if (kind == FileKind.CONFIG) {
            throw new IllegalArgumentException("there is only one configuration");
        }
        Path directory = root.resolve(kind.directory());
        try {
            if (kind == FileKind.PACK) {
                try (DirectoryStream<Path> prefixes = Files.newDirectoryStream(directory, Files::isDirectory)) {
                    for (Path prefix : prefixes) {
                        listDirectory(prefix, listing);
                    }
                } catch (NoSuchFileException e) {
                    return;
                }
            } else {
                listDirectory(directory, listing);
            }
        } catch (DirectoryIteratorException e) {
            throw LocalFailure.reading(requireNonNull(e.getCause()), Handle.CONFIG, directory);
        } catch (IOException e) {
            throw LocalFailure.reading(e, Handle.CONFIG, directory);
        }
    }

    private static void listDirectory(Path directory, Listing listing) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (Handle.isName(name)) {
                    long size = sizeOrNone(file);
                    if (size >= 0) {
                        listing.file(name, size);
                    }
                }
            }
        } catch (NoSuchFileException e) {
            // restic makes all directories at once, others only what they need: none is no file.
            return;
        }
    }

    /** -1 for a file that was removed meanwhile. */
    private static long sizeOrNone(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).size();
        } catch (NoSuchFileException removedMeanwhile) {
            return -1;
        }
    }

    @Override
    public void remove(Handle handle) {
        Path file = file(handle);
        try {
            Files.delete(file);
            forceDirectory(directoryOf(file));
        } catch (NoSuchFileException gone) {
            return;
        } catch (IOException e) {
            throw LocalFailure.writing(e, file);
        }
    }

    /** Who may write a directory may delete in it. */
    @Override
    public Optional<Problem> removalRefusal(Set<FileKind> kinds) {
        return kinds.stream()
                .sorted()
                .map(kind -> root.resolve(kind.directory()))
                .flatMap(directory -> LocalFailure.ofRemovalIn(directory).stream())
                .findFirst();
    }

    @Override
    public void tidy(Instant before) {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(LocalBackend::isTemporary).toList()) {
                deleteIfOlder(file, before);
            }
        } catch (UncheckedIOException e) {
            throw LocalFailure.writing(requireNonNull(e.getCause()), root);
        } catch (IOException e) {
            throw LocalFailure.writing(e, root);
        }
    }

    private static void deleteIfOlder(Path file, Instant moment) throws IOException {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(moment)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException hasItsNameNow) {
            return;
        }
    }

    /** restic names its own in the same way. */
    private static boolean isTemporary(Path file) {
        String name = String.valueOf(file.getFileName());
        int at = name.indexOf(TEMPORARY);
        return at > 0 && (Handle.isName(name.substring(0, at)) || name.startsWith(FileKind.CONFIG.directory()));
    }

    @Override
    public void close() {
        // Files are open only while they are read or written.
    }

    private Path file(Handle handle) {
        return root.resolve(handle.path());
    }

    private static Path directoryOf(Path file) {
        return requireNonNull(file.getParent());
    }

    private static void makeDirectory(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directoryOf(directory);
        makeDirectory(parent);
        try {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException madeMeanwhile) {
            return;
        }
        forceDirectory(parent);
    }

    private static void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
