package dev.jangada.lab.workload;

import dev.jangada.lab.LabException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Does one thing to every element of a stream, so many at a time. */
final class Parallel {

    private Parallel() {}

    /**
     * Returns when all is done, with the number of elements; the first failure ends it.
     *
     * @throws RuntimeException the first failure
     */
    static <T> int forEach(Stream<T> elements, int parallel, Consumer<T> action) {
        var failure = new AtomicReference<@Nullable RuntimeException>();
        var turns = new Semaphore(parallel);
        int count = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (T element : (Iterable<T>) elements::iterator) {
                turns.acquire();
                if (failure.get() != null) {
                    break;
                }
                count++;
                threads.execute(() -> {
                    try {
                        action.accept(element);
                    } catch (RuntimeException e) {
                        failure.compareAndSet(null, e);
                    } finally {
                        turns.release();
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while loading", e);
        }
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        return count;
    }
}
