package dev.jangada.repository.backend;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.problem.RepositoryMessage;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Tries again what failed for a passing reason; what fails in the end is a {@link Problem}. */
public final class RetryingBackend implements Backend {

    private final Backend inner;
    private final Backoff backoff;

    /** Lays this over a backend, which is closed with it. */
    public RetryingBackend(Backend inner, Backoff backoff) {
        this.inner = inner;
        this.backoff = backoff;
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
        trying(() -> {
            inner.save(handle, payload);
            return true;
        });
    }

    /** An attempt whose answer was lost may have made the file: then what lies there is ours. */
    @Override
    public Creation create(Handle handle, Payload payload) {
        return trying(attempt -> {
            Creation creation = inner.create(handle, payload);
            boolean ours =
                    attempt > 1 && creation == Creation.EXISTED && Arrays.equals(inner.load(handle), payload.bytes());
            return ours ? Creation.CREATED : creation;
        });
    }

    @Override
    public byte[] load(Handle handle) {
        return trying(() -> inner.load(handle));
    }

    @Override
    public byte[] load(Handle handle, long offset, int length) {
        return trying(() -> inner.load(handle, offset, length));
    }

    @Override
    public long size(Handle handle) {
        return trying(() -> inner.size(handle));
    }

    /** A list that broke off is begun again, so it is told only when it is whole; it takes some 150 bytes a file meanwhile. */
    @Override
    public void list(FileKind kind, Listing listing) {
        var files = new LinkedHashMap<String, Long>();
        trying(() -> {
            inner.list(kind, files::put);
            return true;
        });
        files.forEach(listing::file);
    }

    @Override
    public void remove(Handle handle) {
        trying(() -> {
            inner.remove(handle);
            return true;
        });
    }

    /** Each is asked for by itself, as asking for all again because one answer was lost could go on for ever. */
    @Override
    public Optional<Problem> removalRefusal(Set<FileKind> kinds) {
        var refused = EnumSet.noneOf(FileKind.class);
        for (FileKind kind : kinds) {
            if (trying(() -> inner.removalRefusal(EnumSet.of(kind))).isPresent()) {
                refused.add(kind);
            }
        }
        return refused.isEmpty() ? Optional.empty() : trying(() -> inner.removalRefusal(refused));
    }

    @Override
    public boolean distrust(Handle handle) {
        return inner.distrust(handle);
    }

    @Override
    public void tidy(Instant before) {
        trying(() -> {
            inner.tidy(before);
            return true;
        });
    }

    @Override
    public void close() {
        inner.close();
    }

    private <T> T trying(Supplier<T> call) {
        return trying(attempt -> call.get());
    }

    private <T> T trying(IntFunction<T> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.apply(attempt);
            } catch (PassingException e) {
                if (attempt >= backoff.attempts()) {
                    throw new Problem(
                            e, ExitCode.FAILED, RepositoryMessage.UNREACHABLE, inner.location(), e.getMessage());
                }
                backoff.after(attempt);
            }
        }
    }
}
