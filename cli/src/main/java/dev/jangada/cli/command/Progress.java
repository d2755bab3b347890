package dev.jangada.cli.command;

import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.compare.DiffListener;
import dev.jangada.kube.model.compare.ObjectDiff;
import dev.jangada.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One line on a person's terminal that says how far a long command is: objects or bytes, rate, and the time that is likely to be
 * left. Writes nothing where standard error is not a terminal, or with {@code --quiet}.
 */
public final class Progress implements AutoCloseable {

    private static final long EVERY_MILLIS = 200;

    /** After so many seconds without an object a rate says nothing, and a person wants to know that it is alive. */
    private static final long STANDING = 2;

    private final Terminal terminal;
    private final Instant began = Instant.now();
    private final LongAdder objects = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder expected = new LongAdder();
    private final ScheduledExecutorService clock;
    /** What is going on, where that is more than reading; else empty. */
    private volatile String stage = "";
    /** What goes on in bytes, if something does; then the line tells of that and not of objects. */
    private volatile @Nullable ByteFlow flow;
    /** When the objects began to go by that the rate is of; as System.nanoTime. */
    private volatile long since = System.nanoTime();
    /** When an object was last dealt with, or something else began; as System.nanoTime. */
    private volatile long moved = System.nanoTime();
    /** Whether the line is on the screen; guarded by this. */
    private boolean shown;
    /** Whether nothing is shown any more; guarded by this. */
    private boolean closed;

    private Progress(Terminal terminal, ScheduledExecutorService clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    /** Shows the line from now on. */
    public static Progress start(Terminal terminal, Globals globals) {
        var progress = none(terminal);
        ScheduledExecutorService clock = progress.clock;
        if (terminal.errIsTerminal() && !globals.quiet()) {
            var _ = clock.scheduleAtFixedRate(progress::show, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
        }
        return progress;
    }

    /** Counts, and shows nothing. */
    public static Progress none(Terminal terminal) {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("progress").factory());
        return new Progress(terminal, clock);
    }

    /** An object of so many bytes went by. */
    public void step(long size) {
        endFlow();
        objects.increment();
        bytes.add(size);
    }

    /** An object was dealt with. */
    public void step() {
        objects.increment();
        moved = System.nanoTime();
    }

    /** From now on this is going on: the line tells it, and how many of the expected objects are done. */
    public void stage(String name) {
        endFlow();
        stage = name;
        moved = System.nanoTime();
    }

    /** How many objects there were. */
    public long objects() {
        return objects.sum();
    }

    /** So many objects are still to come. */
    public void expect(long count) {
        endFlow();
        expected.add(count);
    }

    /**
     * From now on something goes on that is counted in bytes, until there are objects again, or another.
     *
     * @param name what goes on, in the user's language
     */
    public ByteFlow flow(String name) {
        var begun = new ByteFlow(name);
        flow = begun;
        return begun;
    }

    private void endFlow() {
        if (flow != null) {
            flow = null;
            since = System.nanoTime();
        }
    }

    /** A listener that takes the line away before each of its own. */
    public DiffListener clearing(DiffListener listener) {
        return new DiffListener() {
            @Override
            public void onAdded(KubeObject object) {
                alone(() -> listener.onAdded(object));
            }

            @Override
            public void onRemoved(KubeObject object) {
                alone(() -> listener.onRemoved(object));
            }

            @Override
            public void onChanged(ObjectDiff diff) {
                alone(() -> listener.onChanged(diff));
            }

            @Override
            public void onNotComparable(KubeObject before, KubeObject after, Optional<Problem> why) {
                alone(() -> listener.onNotComparable(before, after, why));
            }
        };
    }

    /** Lets something be written where the line is; a person sees it at once, a file gets it in large pieces. */
    private synchronized void alone(Runnable writing) {
        clear();
        writing.run();
        if (terminal.outIsTerminal()) {
            terminal.out().flush();
        }
    }

    /** How long it has taken so far. */
    public Duration elapsed() {
        return Duration.between(began, Instant.now());
    }

    /** Writes the line as it is now. */
    synchronized void show() {
        if (closed) {
            return;
        }
        ByteFlow going = flow;
        String line = going == null ? objectsLine() : going.line(terminal);
        terminal.startOfLine();
        terminal.err().print(line);
        terminal.err().flush();
        shown = true;
    }

    private String objectsLine() {
        long done = objects.sum();
        double seconds = Math.max(0.001, (System.nanoTime() - since) / 1e9);
        double rate = done / seconds;
        long waiting = stage.isEmpty() ? 0 : TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - moved);
        String line;
        if (stage.isEmpty()) {
            line = terminal.text(
                    CommandMessage.PROGRESS_READING, done, Math.round(rate), bytes.sum() / seconds / 1_000_000);
        } else if (waiting >= STANDING) {
            line = terminal.text(CommandMessage.PROGRESS_WAITING, stage, done, expected.sum(), waiting);
        } else {
            line = terminal.text(CommandMessage.PROGRESS_STAGE, stage, done, expected.sum(), Math.round(rate));
        }
        long left = expected.sum() - done;
        if (left >= rate && rate > 0 && waiting < STANDING) {
            line += terminal.text(CommandMessage.PROGRESS_ETA, Math.round(left / rate));
        }
        return line;
    }

    private synchronized void clear() {
        if (shown) {
            terminal.startOfLine();
            shown = false;
        }
    }

    /** Takes the line away. */
    @Override
    public synchronized void close() {
        clock.shutdownNow();
        // The clock may be about to write once more, and waits for this.
        closed = true;
        clear();
    }
}
