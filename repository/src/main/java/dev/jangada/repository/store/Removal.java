package dev.jangada.repository.store;

import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.format.Id;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Deletes files that a store may have reason to keep. Who calls this knows that this user may delete such files (see
 * {@link Backend#removalRefusal}), so that what is refused is retained.
 */
public final class Removal {

    private Removal() {}

    /**
     * Deletes files.
     *
     * @return how many the store did not let go, as they are retained
     */
    public static int of(Backend backend, FileKind kind, Collection<Id> ids) {
        var retained = new AtomicInteger();
        Workers.forEach(ids, backend.connections(), id -> {
            try {
                backend.remove(Handle.of(kind, id.toString()));
            } catch (Problem e) {
                if (!Refusals.isRefusal(e)) {
                    throw e;
                }
                retained.incrementAndGet();
            }
        });
        return retained.get();
    }
}
