package dev.jangada.cli.terminal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What a person types, line by line. */
public final class Input {

    /** Nobody is there. */
    public static final Input NOTHING = new Input(Reader.nullReader(), false);

    private final BufferedReader reader;
    private final boolean terminal;
    private final @Nullable Console console;

    /**
     * An input.
     *
     * @param terminal whether a person types it
     */
    public Input(Reader reader, boolean terminal) {
        this(reader, terminal, null);
    }

    private Input(Reader reader, boolean terminal, @Nullable Console console) {
        this.reader = new BufferedReader(reader);
        this.terminal = terminal;
        this.console = console;
    }

    static Input system(boolean terminal) {
        return new Input(
                new InputStreamReader(System.in, StandardCharsets.UTF_8), terminal, terminal ? System.console() : null);
    }

    boolean isTerminal() {
        return terminal;
    }

    /**
     * The next line, which is not shown while it is typed; empty at the end.
     *
     * @throws CancellationException if the thread is interrupted
     */
    public String secret() {
        Console known = console;
        return known == null
                ? line()
                : asked(() -> {
                    char[] typed = known.readPassword();
                    return typed == null ? null : new String(typed);
                });
    }

    private interface Asking {
        @Nullable
        String ask() throws IOException;
    }

    /**
     * The next line; empty at the end. Nothing wakes a thread that reads a terminal, so another one does that: Ctrl-C must
     * not have to wait for a key.
     *
     * @throws CancellationException if the thread is interrupted
     */
    public String line() {
        return asked(reader::readLine);
    }

    private static String asked(Asking asking) {
        var line = new CompletableFuture<String>();
        Thread.ofPlatform().daemon().name("input").start(() -> {
            try {
                line.complete(Objects.requireNonNullElse(asking.ask(), ""));
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
