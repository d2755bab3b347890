package dev.jangada.kube.model;

import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * Reads kinds of a source, several at a time. A kind that cannot be read becomes a {@link Gap} and the others go on;
 * what cannot be written ends everything.
 *
 * @param readings the kinds that were read to their end, in the order they were asked for
 * @param gaps the source's own gaps, and the kinds that failed
 */
public record Capture(List<Reading> readings, List<Gap> gaps) {

    public Capture {
        readings = List.copyOf(readings);
        gaps = List.copyOf(gaps);
    }

    /** Takes the objects of one kind; {@link #done} and {@link #failed} end it, exactly one of them once. */
    public interface KindSink extends ObjectSink {

        /** Every object of the kind has been taken. */
        default void done(Reading reading) {}

        /** The kind could not be read to its end; what was taken is not all. */
        default void failed(Gap gap) {}
    }

    /**
     * Reads each kind to its end.
     *
     * @param source where from
     * @param kinds which kinds, at which versions
     * @param selection which of their objects
     * @param parallel how many kinds at a time, at least 1
     * @param sinks makes the taker of a kind's objects; each is called by one thread at a time
     * @throws WriteFailure if a sink failed with it
     */
    public static Capture run(
            ObjectSource source,
            List<ResourceKind> kinds,
            Selection selection,
            int parallel,
            Function<ResourceKind, KindSink> sinks) {
        var readings = new ArrayList<Reading>();
        var gaps = new ArrayList<>(source.coverage().gaps());
        var turns = new Semaphore(parallel);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Object>> outcomes = kinds.stream()
                    .map(kind -> threads.submit((Callable<Object>) () -> {
                        turns.acquire();
                        try {
                            return one(source, kind, selection, sinks.apply(kind));
                        } finally {
                            turns.release();
                        }
                    }))
                    .toList();
            try {
                for (Future<Object> outcome : outcomes) {
                    switch (outcome.get()) {
                        case Reading reading -> readings.add(reading);
                        case Gap gap -> {
                            // What the source knew before the reading knows better.
                            gaps.removeIf(known -> known.what().equals(gap.what()));
                            gaps.add(gap);
                        }
                        default -> throw new IllegalStateException();
                    }
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while reading");
            }
        }
        return new Capture(readings, gaps);
    }

    private static Object one(ObjectSource source, ResourceKind kind, Selection selection, KindSink sink) {
        try {
            Reading reading = source.read(kind, selection, sink);
            sink.done(reading);
            return reading;
        } catch (Problem problem) {
            var gap = new Gap(kind.resourceName(), problem);
            sink.failed(gap);
            return gap;
        }
    }

    public boolean complete() {
        return gaps.isEmpty();
    }

    /** That what was read cannot be written: no other kind can do better, so the capture ends. */
    public static final class WriteFailure extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Problem problem;

        public WriteFailure(Problem problem) {
            super(problem);
            this.problem = problem;
        }

        /** What to tell the user. */
        public Problem problem() {
            return problem;
        }
    }
}
