package dev.jangada.etcd.storage.bolt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
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

    /** Source: {@code errno.h}: EINTR, a signal came first. */
    private static final int INTERRUPTED = 4;

    /** Source: {@code errno.h}: EWOULDBLOCK, somebody has the lock. */
    static final int WOULD_BLOCK = 11;

    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final Charset NAMES = Charset.forName(
            System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));

    private Holder() {}

    /** What the kernel says of a file's lock. */
    enum Answer {
        FREE,
        HELD,
        /** The file system knows no such locks, or does not answer. */
        UNKNOWN
    }

    /** Whether somebody has the exclusive lock of a file; free if there is no kernel to ask, or no such file. */
    static Answer ask(Path file) {
        try (Arena arena = Arena.ofConfined()) {
            // open(2) takes its mode as a variable argument.
            Optional<MethodHandle> open = function(
                    "open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
            Optional<MethodHandle> flock = function(
                    "flock",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT),
                    Linker.Option.captureCallState("errno"));
            Optional<MethodHandle> close = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
            if (open.isEmpty() || flock.isEmpty() || close.isEmpty()) {
                return Answer.FREE;
            }
            MemorySegment name = arena.allocateFrom(file.toAbsolutePath().toString(), NAMES);
            int descriptor = (int) open.get().invokeExact(name, CLOSE_ON_EXEC);
            if (descriptor < 0) {
                return Answer.FREE;
            }
            MemorySegment state = arena.allocate(STATE);
            int locked;
            int error;
            do {
                locked = (int) flock.get().invokeExact(state, descriptor, LOCK_SH | LOCK_NB);
                error = locked == 0 ? 0 : (int) ERRNO.get(state, 0L);
            } while (error == INTERRUPTED);
            int _ = (int) close.get().invokeExact(descriptor);
            return of(error);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable impossible) {
            // A function of C throws nothing; invokeExact only declares it.
            throw new IllegalStateException("flock", impossible);
        }
    }

    /** What an error of flock(2) means; 0 is none. */
    static Answer of(int error) {
        return switch (error) {
            case 0 -> Answer.FREE;
            case WOULD_BLOCK -> Answer.HELD;
            default -> Answer.UNKNOWN;
        };
    }

    // Calling into libc is restricted, and the launcher enables it.
    @SuppressWarnings("restricted")
    private static Optional<MethodHandle> function(
            String name, FunctionDescriptor signature, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup().find(name).map(function -> linker.downcallHandle(function, signature, options));
    }
}
