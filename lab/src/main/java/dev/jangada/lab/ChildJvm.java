package dev.jangada.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * A program in a JVM of its own, which a test kills while it works; {@link JavaCommand} starts it. It is gone when this
 * JVM is, even if that is killed too.
 */
public final class ChildJvm implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int TAIL = 4_000;

    private final Path folder;
    private final Part part;
    private final long pid;

    private ChildJvm(Path folder, Part part) {
        this.folder = folder;
        this.part = part;
        Wait.until(PATIENCE, () -> read("pid").endsWith("\n"), () -> part.failure("does not start"));
        this.pid = Long.parseLong(read("pid").strip());
    }

    static ChildJvm start(List<String> words) {
        Path folder = Run.newFolder("child-");
        var command = new ArrayList<>(List.of("sh", "-c", Part.script("child.sh"), "child", folder.toString()));
        command.addAll(words);
        return new ChildJvm(folder, Part.run(folder, "java", command, false));
    }

    /** The pid of the program itself. */
    public long pid() {
        return pid;
    }

    /** Whether it has not ended yet. */
    public boolean alive() {
        return part.alive();
    }

    /** What it has written to standard output so far. */
    public String out() {
        return read("stdout");
    }

    /** What it has written to standard error so far. */
    public String err() {
        return read("stderr");
    }

    /**
     * Waits until it has written a whole line to standard output that passes the test; gives the first such line.
     *
     * @throws LabException with what it has written, if it ends before, or that takes longer
     */
    public String awaitLine(Predicate<String> test, Duration patience) {
        await(() -> line(test).isPresent(), patience);
        return line(test).orElseThrow();
    }

    private Optional<String> line(Predicate<String> test) {
        String whole = out();
        return whole.substring(0, whole.lastIndexOf('\n') + 1)
                .lines()
                .filter(test)
                .findFirst();
    }

    /**
     * Waits until something is true that it brings about.
     *
     * @throws LabException with what it has written, if it ends before, or that takes longer
     */
    public void await(BooleanSupplier condition, Duration patience) {
        Wait.until(
                patience,
                () -> {
                    // In this order: what it does last must not be missed.
                    boolean ended = !alive();
                    if (condition.getAsBoolean()) {
                        return true;
                    }
                    if (ended) {
                        throw failure("has ended before what was waited for");
                    }
                    return false;
                },
                () -> failure("does not bring about what is waited for in " + patience));
    }

    /** Kills it (SIGKILL) and waits until it is gone; does nothing if it has ended. */
    public void kill() {
        part.kill();
    }

    /**
     * Sends a signal and returns at once.
     *
     * @param name as kill(1) names it: {@code INT} is what Ctrl-C sends, {@code STOP} and {@code CONT} make it pause
     */
    public void signal(String name) {
        part.signal(name);
    }

    /**
     * Waits until it ends.
     *
     * @return its exit code, 137 if it was killed, and all that it wrote
     * @throws LabException with what it has written, if that takes longer
     */
    public CommandResult awaitEnd(Duration patience) {
        OptionalInt exit = part.exit((int) patience.toSeconds());
        if (exit.isEmpty()) {
            throw failure("does not end in " + patience);
        }
        return new CommandResult(exit.getAsInt(), out(), err());
    }

    private LabException failure(String what) {
        return new LabException("the child " + what + "; its output ends with:\n" + end(out()) + "\n" + end(err()));
    }

    private static String end(String text) {
        return text.substring(Math.max(0, text.length() - TAIL));
    }

    private String read(String file) {
        Path path = folder.resolve(file);
        try {
            return Files.exists(path) ? new String(Files.readAllBytes(path), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it if it is alive, and deletes what it wrote. */
    @Override
    public void close() {
        kill();
        Run.close(folder);
    }
}
