package dev.jangada.kube.dump;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Lets two directories change their names in one step, so that at no moment one of the names is missing. Java has no
 * method for it; Linux has {@code renameat2} with {@code RENAME_EXCHANGE} (3.15), and most of its file systems can do it.
 */
final class Exchange {

    /** Paths are taken as they are; the two are absolute anyway. Source: {@code linux/fcntl.h}. */
    private static final int AT_FDCWD = -100;

    /** Source: {@code linux/fs.h}. */
    private static final int RENAME_EXCHANGE = 2;

    /** The names of files are bytes to the system, and these are how Java writes them. */
    private static final Charset NAMES = Charset.forName(
            System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));

    private static final Optional<MethodHandle> RENAMEAT2 = renameat2();

    private Exchange() {}

    // Calling into libc is restricted, and the launcher enables it.
    @SuppressWarnings("restricted")
    private static Optional<MethodHandle> renameat2() {
        Linker linker = Linker.nativeLinker();
        var signature = FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT);
        return linker.defaultLookup().find("renameat2").map(function -> linker.downcallHandle(function, signature));
    }

    /**
     * Exchanges the names of two files or directories of one file system.
     *
     * @return false if that was not possible, for whatever reason; then nothing has changed
     */
    static boolean swap(Path one, Path other) {
        if (RENAMEAT2.isEmpty()) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            int result = (int) RENAMEAT2
                    .get()
                    .invokeExact(
                            AT_FDCWD,
                            arena.allocateFrom(one.toString(), NAMES),
                            AT_FDCWD,
                            arena.allocateFrom(other.toString(), NAMES),
                            RENAME_EXCHANGE);
            return result == 0;
        } catch (Throwable impossible) {
            // A function of C throws nothing; invokeExact only declares it.
            throw new IllegalStateException("renameat2", impossible);
        }
    }
}
