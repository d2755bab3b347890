package dev.jangada.etcd.storage.bolt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether a running etcd holds a file. bbolt takes {@code flock(2)}, which the locks of Java ({@code fcntl}) do not see,
 * so a shared one is tried, and given back at once.
 */
final class Holder {

    /** Source: {@code fcntl.h}; O_CLOEXEC. The access mode for reading is 0. */
    private static final int CLOSE_ON_EXEC = 02000000;

    /** Source: {@code sys/file.h}. */
    private static final int LOCK_SH = 1;

    private static final int LOCK_NB = 4;

    private static final Charset NAMES = Charset.forName(
            System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));

    private Holder() {}

    /** Whether somebody has the exclusive lock of a file; false if that cannot be found out. */
    static boolean holds(Path file) {
        try (Arena arena = Arena.ofConfined()) {
            // open(2) takes its mode as a variable argument.
            Optional<MethodHandle> open = function(
                    "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
            Optional<MethodHandle> flock = function("flock", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
            Optional<MethodHandle> close = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
            if (open.isEmpty() || flock.isEmpty() || close.isEmpty()) {
                return false;
            }
            MemorySegment name = arena.allocateFrom(file.toAbsolutePath().toString(), NAMES);
            int descriptor = (int) open.get().invokeExact(name, CLOSE_ON_EXEC);
            if (descriptor < 0) {
                return false;
            }
            int locked = (int) flock.get().invokeExact(descriptor, LOCK_SH | LOCK_NB);
            int closed = (int) close.get().invokeExact(descriptor);
            return locked != 0 && closed == 0;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable impossible) {
            // A function of C throws nothing; invokeExact only declares it.
            throw new IllegalStateException("flock", impossible);
        }
    }

    // Calling into libc is restricted, and the launcher enables it.
    @SuppressWarnings("restricted")
    private static Optional<MethodHandle> function(
            String name, FunctionDescriptor signature, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup().find(name).map(function -> linker.downcallHandle(function, signature, options));
    }
}
