package dev.jangada.kube.dump;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What writers that were killed left behind. A writer holds a lock in its directory as long as it lives, wherever it
 * runs; a directory without the locked file is left alone.
 */
final class Leftovers {

    /** The file in a directory that is being written which its writer has locked. */
    static final String LOCK = ".writing";

    private Leftovers() {}

    /**
     * Marks the names of this process's directories. Looking at a lock of one's own process would release it, so these
     * are passed over by name.
     */
    static String owner() {
        ProcessHandle me = ProcessHandle.current();
        long start = me.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return Long.toString(me.pid(), Character.MAX_RADIX) + "-" + Long.toString(start, Character.MAX_RADIX);
    }

    /** Locks a directory that is being written, until the channel is closed. */
    static FileChannel lock(Path directory) throws IOException {
        FileChannel channel = Staging.newChannel(directory.resolve(LOCK));
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (IOException e) {
            lock = null;
        }
        if (lock == null) {
            // A file system without locks: without the file nobody will sweep the directory, which is the safe side.
            unlock(directory);
        }
        return channel;
    }

    /** Takes the locked file out of the directory, which nobody sweeps from now on. */
    static void unlock(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(LOCK));
    }

    /** Deletes the directories of dead writers whose names begin with {@code prefix}. */
    static void sweep(Path parent, String prefix) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(
                parent, path -> path.getFileName().toString().startsWith(prefix))) {
            for (Path path : found) {
                boolean mine = path.getFileName().toString().startsWith(prefix + owner());
                if (!mine && isAbandoned(path)) {
                    delete(path);
                }
            }
        }
    }

    private static boolean isAbandoned(Path directory) {
        Path file = directory.resolve(LOCK);
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (IOException e) {
            // Another user's, or gone in this moment: not ours to sweep.
            return false;
        }
    }

    /** Deletes a directory with everything in it; links are deleted, not followed. */
    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path path, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(path);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
