package dev.jangada.kube.storage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Makes something of each of many numbered things on all cores, ahead of the one thread that takes it in order.
 *
 * <p>Ahead lies at most one portion for each of at most eight cores; a portion ends when what was made is more than 1 MiB, and
 * the rest of it is made by the thread that takes it. So what waits is at most 8 MiB and the eight things that went beyond.
 *
 * @param <D> what is needed to make one, and is not for two threads at a time
 * @param <T> what is made
 */
final class ReadAhead<D, T> {

    private static final int PORTION = 64;
    private static final long PORTION_BYTES = 1 << 20;
    private static final int PORTIONS = Math.min(8, Runtime.getRuntime().availableProcessors());

    private final Queue<D> tools = new ConcurrentLinkedQueue<>();
    private final Supplier<D> newTool;
    private final Maker<D, T> maker;
    private final ToLongFunction<T> size;

    /**
     * Something that reads ahead.
     *
     * @param newTool makes what is needed to make one
     * @param maker makes one
     * @param size how many bytes of heap one takes
     */
    ReadAhead(Supplier<D> newTool, Maker<D, T> maker, ToLongFunction<T> size) {
        this.newTool = newTool;
        this.maker = maker;
        this.size = size;
    }

    /** Makes one of a thing. */
    interface Maker<D, T> {
        /** What is made of thing number {@code at}; empty for nothing. */
        Optional<T> make(D tool, int at);
    }

    /**
     * What was made of some things.
     *
     * @param next the number of the first thing that is not among them
     * @param end the number behind the last one that should be
     */
    private record Portion<T>(List<T> made, int next, int end) {}

    /** Makes one of each thing from {@code from} to {@code to}, exclusive, and gives them in order. */
    void read(int from, int to, Consumer<T> taker) {
        if (to - from <= PORTION || PORTIONS == 1) {
            one(from, to, taker);
            return;
        }
        Deque<Future<Portion<T>>> ahead = new ArrayDeque<>();
        // Closing it waits for what is under way, which is little.
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int next = from;
            while (next < to || !ahead.isEmpty()) {
                while (next < to && ahead.size() < PORTIONS) {
                    int start = next;
                    next = Math.min(to, start + PORTION);
                    int end = next;
                    ahead.add(threads.submit((Callable<Portion<T>>) () -> portion(start, end)));
                }
                Portion<T> portion = ahead.remove().get();
                portion.made.forEach(taker);
                one(portion.next, portion.end, taker);
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while reading");
        }
    }

    private Portion<T> portion(int from, int to) {
        D tool = tool();
        var made = new ArrayList<T>();
        long bytes = 0;
        int at = from;
        while (at < to && bytes < PORTION_BYTES) {
            Optional<T> one = maker.make(tool, at++);
            if (one.isPresent()) {
                made.add(one.get());
                bytes += size.applyAsLong(one.get());
            }
        }
        tools.add(tool);
        return new Portion<>(made, at, to);
    }

    private void one(int from, int to, Consumer<T> taker) {
        D tool = tool();
        for (int at = from; at < to; at++) {
            maker.make(tool, at).ifPresent(taker);
        }
        tools.add(tool);
    }

    private D tool() {
        D free = tools.poll();
        return free == null ? newTool.get() : free;
    }
}
