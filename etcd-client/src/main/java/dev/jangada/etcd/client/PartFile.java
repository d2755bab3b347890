package dev.jangada.etcd.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that has no name yet: 0600 from its first byte, in the folder of the file to be. It gets the name when all of it
 * is on the disk; until then closing deletes it.
 */
final class PartFile implements AutoCloseable {

    private final Path target;
    private final Path path;
    private final FileChannel channel;

    PartFile(Path target, Path path, FileChannel channel) {
        this.target = target;
        this.path = path;
        this.channel = channel;
    }

    static PartFile of(Path target) throws IOException {
        Path part = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        // What another process of this pid has left can only be rubbish.
        Files.deleteIfExists(part);
        return new PartFile(
                target,
                part,
                FileChannel.open(part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode));
    }

    /** Where the bytes are until the file gets its name. */
    Path path() {
        return path;
    }

    FileChannel channel() {
        return channel;
    }

    void write(byte[] bytes) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    /** Waits until the bytes are on the disk. */
    void sync() throws IOException {
        channel.force(true);
    }

    /** Gives the file its name, instead of another's; that the name lasts is for {@link #syncFolder} to see to. */
    void publish() throws IOException {
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Waits until the names in the file's folder are on the disk. */
    void syncFolder() throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            Files.deleteIfExists(path);
        }
    }
}
