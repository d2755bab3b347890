package dev.jangada.cli.terminal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** What a person types, line by line. */
public final class Input {

    /** Nobody is there. */
    public static final Input NOTHING = new Input(Reader.nullReader(), false);

    private final BufferedReader reader;
    private final boolean terminal;
    private final boolean echoes;

    /**
     * An input that does not show what is typed.
     *
     * @param terminal whether a person types it
     */
    public Input(Reader reader, boolean terminal) {
        this(reader, terminal, false);
    }

    private Input(Reader reader, boolean terminal, boolean echoes) {
        this.reader = new BufferedReader(reader);
        this.terminal = terminal;
        this.echoes = echoes;
    }

    static Input system(boolean terminal) {
        return new Input(new InputStreamReader(System.in, StandardCharsets.UTF_8), terminal, terminal);
    }

    boolean isTerminal() {
        return terminal;
    }

    /**
     * Asks for a line that is not shown while it is typed; empty at the end.
     *
     * @param question asks; only then, because some type while it is still being written
     * @throws CancellationException if the thread is interrupted
     * @throws dev.jangada.problem.Problem if it would be shown
     */
    String secret(Runnable question) {
        if (!echoes) {
            question.run();
            return line();
        }
        try (Echo _ = Echo.off()) {
            question.run();
            return line();
        }
    }

    /**
     * The next line; empty at the end. Nothing wakes a thread that reads a terminal, so another one does that: Ctrl-C must
     * not have to wait for a key.
     *
     * @throws CancellationException if the thread is interrupted
     */
    public String line() {
        var line = new CompletableFuture<String>();
        Thread.ofPlatform().daemon().name("input").start(() -> {
            try {
                line.complete(Objects.requireNonNullElse(reader.readLine(), ""));
            } catch (IOException e) {
                line.completeExceptionally(e);
            }
        });
        try {
            return line.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while asking");
        } catch (ExecutionException e) {
            throw new UncheckedIOException((IOException) Objects.requireNonNull(e.getCause()));
        }
    }
}
