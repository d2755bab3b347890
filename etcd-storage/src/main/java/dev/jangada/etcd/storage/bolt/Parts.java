package dev.jangada.etcd.storage.bolt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Work on a file that falls into parts, done by as many threads as there are processors. Platform threads: the work is
 * computing and waiting for mapped pages, which virtual threads cannot give way in.
 */
public final class Parts {

    private Parts() {}

    /**
     * Does every part, and gives the results in the order of the parts. Parts begin in order.
     *
     * @param count how many parts there are
     * @param work what is done for part {@code i}, on any thread; what it throws first ends everything and is thrown here
     * @throws CancellationException if the calling thread is interrupted
     */
    public static <T> List<T> map(int count, IntFunction<T> work) {
        int threads = Math.min(count, Runtime.getRuntime().availableProcessors());
        if (threads <= 1) {
            var results = new ArrayList<T>(count);
            for (int i = 0; i < count; i++) {
                stopIfInterrupted();
                results.add(work.apply(i));
            }
            return results;
        }
        var run = new Run<>(count, work);
        var others = new ArrayList<Thread>();
        for (int i = 1; i < threads; i++) {
            others.add(Thread.ofPlatform().name("etcd-storage-" + i).daemon().start(run));
        }
        run.run();
        return run.results(others);
    }

    private static void stopIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted while reading");
        }
    }

    private static final class Run<T> implements Runnable {

        private final @Nullable Object[] results;
        private final IntFunction<T> work;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

        Run(int count, IntFunction<T> work) {
            this.results = new @Nullable Object[count];
            this.work = work;
        }

        @Override
        // An error of one thread must end the others, and is thrown again by the one that waits for them.
        @SuppressWarnings("CatchAndPrintStackTrace")
        public void run() {
            try {
                for (int i = next.getAndIncrement();
                        i < results.length && failure.get() == null;
                        i = next.getAndIncrement()) {
                    stopIfInterrupted();
                    results[i] = work.apply(i);
                }
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            }
        }

        @SuppressWarnings("unchecked")
        List<T> results(List<Thread> others) {
            boolean interrupted = false;
            for (Thread other : others) {
                while (other.isAlive()) {
                    try {
                        other.join();
                    } catch (InterruptedException e) {
                        interrupted = true;
                        failure.compareAndSet(null, new CancellationException("interrupted while reading"));
                    }
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            switch (failure.get()) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException(e);
            }
            return (List<T>) Arrays.asList(results);
        }
    }
}
