package dev.jangada.repository.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Does the same with many things, several at a time, on virtual threads. */
public final class Workers {

    private Workers() {}

    /**
     * Runs the work for each item and returns when all is done. The first failure ends it: nothing new is begun, and it is thrown
     * when what was begun has ended.
     *
     * @param parallel how many at a time
     */
    public static <T> void forEach(Iterable<T> items, int parallel, Consumer<? super T> work) {
        Iterator<T> left = items.iterator();
        var failure = new AtomicReference<@Nullable Throwable>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < parallel; i++) {
            threads.add(Thread.startVirtualThread(() -> drain(left, failure, work)));
        }
        threads.forEach(thread -> join(thread, () -> {
            failure.compareAndSet(null, new CancellationException("interrupted"));
            threads.forEach(Thread::interrupt);
        }));
        throwIfAny(failure.get());
    }

    /** Waits for the end of a thread, also when this one is interrupted: what was begun has ended before anybody acts on it. */
    private static void join(Thread thread, Runnable whenInterrupted) {
        boolean interrupted = false;
        for (boolean ended = false; !ended; ) {
            try {
                thread.join();
                ended = true;
            } catch (InterruptedException e) {
                interrupted = true;
                whenInterrupted.run();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> void drain(
            Iterator<T> left, AtomicReference<@Nullable Throwable> failure, Consumer<? super T> work) {
        while (failure.get() == null) {
            try {
                T item;
                synchronized (left) {
                    if (!left.hasNext()) {
                        return;
                    }
                    item = left.next();
                }
                work.accept(item);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
        }
    }

    /** Throws what another thread threw. */
    public static void throwIfAny(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }
}
