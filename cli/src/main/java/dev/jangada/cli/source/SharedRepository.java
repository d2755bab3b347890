package dev.jangada.cli.source;

import dev.jangada.repository.Repository;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A repository for several sources: opened by the first, so that a person types its passphrase once; closed by the last. */
final class SharedRepository {

    private final Supplier<Repository> opening;
    private @Nullable Repository open;
    private int users;

    /**
     * None is open yet.
     *
     * @param opening opens it
     */
    SharedRepository(Supplier<Repository> opening) {
        this.opening = opening;
    }

    /** One more user. */
    synchronized Use use() {
        Repository repository = open;
        if (repository == null) {
            repository = opening.get();
            open = repository;
        }
        users++;
        return new Use(repository);
    }

    private synchronized void leave() {
        users--;
        Repository repository = open;
        if (users == 0 && repository != null) {
            open = null;
            repository.close();
        }
    }

    /** What one user has of it; closing it twice counts once. */
    final class Use implements AutoCloseable {

        private final Repository repository;
        private final AtomicBoolean left = new AtomicBoolean();

        private Use(Repository repository) {
            this.repository = repository;
        }

        /** The repository, open until this is closed. */
        Repository repository() {
            return repository;
        }

        @Override
        public void close() {
            if (left.compareAndSet(false, true)) {
                leave();
            }
        }
    }
}
