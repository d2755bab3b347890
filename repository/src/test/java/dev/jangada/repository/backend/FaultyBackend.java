package dev.jangada.repository.backend;

import dev.jangada.problem.Problem;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A backend on which a test can make things go wrong: it is asked before every call that writes or removes, and may throw; and it may
 * change what is loaded.
 */
public final class FaultyBackend implements Backend {

    private final Backend inner;
    private final Before before;
    private volatile BiFunction<Handle, byte[], byte[]> loaded = (handle, bytes) -> bytes;

    /** Lays faults over a backend. */
    public FaultyBackend(Backend inner, Before before) {
        this.inner = inner;
        this.before = before;
    }

    /** Changes what is loaded from now on. */
    public void change(BiFunction<Handle, byte[], byte[]> change) {
        loaded = change;
    }

    /** A failure that may pass. */
    public static PassingException passing() {
        return new PassingException("a fault of the test", new IOException("a fault of the test"));
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
        before.call("save", handle);
        inner.save(handle, payload);
        before.call("saved", handle);
    }

    @Override
    public Creation create(Handle handle, Payload payload) {
        before.call("create", handle);
        Creation creation = inner.create(handle, payload);
        before.call("created", handle);
        return creation;
    }

    @Override
    public byte[] load(Handle handle) {
        before.call("load", handle);
        return loaded.apply(handle, inner.load(handle));
    }

    @Override
    public byte[] load(Handle handle, long offset, int length) {
        before.call("load", handle);
        return loaded.apply(handle, inner.load(handle, offset, length));
    }

    @Override
    public long size(Handle handle) {
        before.call("size", handle);
        return inner.size(handle);
    }

    @Override
    public void list(FileKind kind, Listing listing) {
        inner.list(kind, listing);
        before.call("list", Handle.CONFIG);
    }

    @Override
    public void remove(Handle handle) {
        before.call("remove", handle);
        inner.remove(handle);
        before.call("removed", handle);
    }

    @Override
    public Optional<Problem> removalRefusal(Set<FileKind> kinds) {
        return inner.removalRefusal(kinds);
    }

    @Override
    public boolean distrust(Handle handle) {
        return inner.distrust(handle);
    }

    @Override
    public void tidy(Instant before) {
        inner.tidy(before);
    }

    @Override
    public void close() {
        inner.close();
    }

    /** Is told what is about to be done, or (in the past tense) was done. */
    @FunctionalInterface
    public interface Before {
        /** May throw. */
        void call(String what, Handle handle);
    }
}
