package dev.jangada.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real file system that has as little room as a test wants. Needs root.
 *
 * @param at where it is mounted
 */
record SmallDisk(Path at) implements AutoCloseable {

    static final int PAGE = 4096;
    private static final long MUCH = 256L << 20;

    /** Mounts one with much room on a folder, which is made. */
    static SmallDisk on(Path folder) throws IOException {
        run(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=" + MUCH,
                "tmpfs",
                Files.createDirectories(folder).toString());
        return new SmallDisk(folder);
    }

    /** Bytes that are used up. */
    long used() throws IOException {
        FileStore store = Files.getFileStore(at);
        return store.getTotalSpace() - store.getUnallocatedSpace();
    }

    /** Bytes that are left. */
    long free() throws IOException {
        return Files.getFileStore(at).getUnallocatedSpace();
    }

    /** Leaves so much room and no more. */
    void leave(long bytes) throws IOException {
        // A size of nothing would be no limit.
        resize(Math.max(PAGE, used() + bytes / PAGE * PAGE));
    }

    /** Makes room again. */
    void leaveMuch() throws IOException {
        resize(MUCH);
    }

    private void resize(long bytes) throws IOException {
        run("mount", "-o", "remount,size=" + bytes, at.toString());
    }

    @Override
    public void close() throws IOException {
        run("umount", "-l", at.toString());
    }

    private static void run(String... words) throws IOException {
        try {
            assertThat(new ProcessBuilder(words).inheritIO().start().waitFor())
                    .as(String.join(" ", words))
                    .isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
