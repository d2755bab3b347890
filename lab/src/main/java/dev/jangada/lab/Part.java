package dev.jangada.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A running part. Unless it is detached, it is the child of a small shell that ends it when this JVM is gone, however
 * that went.
 */
final class Part {

    private static final int TAIL = 30;

    private final String name;
    private final Path log;
    private final Process process;
    private final boolean detached;

    private Part(String name, Path log, Process process, boolean detached) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.detached = detached;
    }

    /**
     * Starts a part.
     *
     * @param folder where its log {@code NAME.log} and its {@code NAME.pid} go
     * @param detached whether it outlives this JVM
     */
    static Part start(Path folder, String name, List<String> arguments, boolean detached) {
        var command = new ArrayList<>(List.of(Parts.path(name).toString()));
        command.addAll(arguments);
        return run(folder, name, command, detached);
    }

    /** The same for any command. */
    static Part run(Path folder, String name, List<String> words, boolean detached) {
        Path log = folder.resolve(name + ".log");
        var command = new ArrayList<>(detached ? List.of("setsid", "sh") : List.of("sh"));
        command.addAll(List.of("-c", script(detached ? "detached.sh" : "keeper.sh"), "keeper"));
        command.add(folder.resolve(name + ".pid").toString());
        command.add(log.toString());
        command.addAll(words);
        try {
            var builder = new ProcessBuilder(command).directory(folder.toFile());
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            if (detached) {
                builder.redirectInput(
                        ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            }
            return new Part(name, log, builder.start(), detached);
        } catch (IOException e) {
            throw new LabException("cannot start " + name, e);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /** What it has started, and the shell that keeps it. */
    Stream<ProcessHandle> processes() {
        return process.descendants();
    }

    /** Lets the part end by itself; kills it if it has not after 30 seconds. */
    void stop() {
        signal("TERM");
        if (!ended(30)) {
            kill();
        }
    }

    /** Kills the part and waits until it is gone. */
    void kill() {
        signal("KILL");
        if (!ended(30)) {
            throw new LabException(name + " does not die");
        }
    }

    /** Sends a signal, named as kill(1) names it; a detached part takes KILL and TERM only. */
    void signal(String signal) {
        if (detached) {
            var _ = signal.equals("KILL")
                    ? process.destroyForcibly()
                    : process.toHandle().destroy();
            return;
        }
        try {
            OutputStream keeper = process.getOutputStream();
            keeper.write((signal + "\n").getBytes(StandardCharsets.US_ASCII));
            keeper.flush();
        } catch (IOException _) {
            // The keeper is gone, and its part with it.
        }
    }

    /** The exit code, 128 and the signal's number if a signal has ended it; empty if it lives longer than that. */
    OptionalInt exit(int seconds) {
        return ended(seconds) ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
    }

    private boolean ended(int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while " + name + " ends", e);
        }
    }

    /** What to tell a developer if the part is not as it should be: the last lines of its log. */
    LabException failure(String what) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            return new LabException(name + " " + what + "; the end of " + log + ":\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL), lines.size())));
        } catch (IOException e) {
            return new LabException(name + " " + what + "; its log cannot be read", e);
        }
    }

    /** Whether another process took the part's port before it could. */
    boolean lostItsPort() {
        try {
            return !alive()
                    && Files.readString(log, StandardCharsets.ISO_8859_1).contains("address already in use");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of one of the lab's shell scripts. */
    static String script(String file) {
        try (InputStream in = Objects.requireNonNull(Part.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
