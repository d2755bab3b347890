package dev.jangada.repository.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.lab.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The real restic on one repository.
 *
 * @param repository as restic's option {@code -r} takes it
 * @param passphrase of the repository
 * @param environment what else restic needs to know, for example credentials
 * @param options that every command has
 */
public record Restic(String repository, String passphrase, Map<String, String> environment, List<String> options) {

    /** Without options. */
    public Restic(String repository, String passphrase, Map<String, String> environment) {
        this(repository, passphrase, environment, List.of());
    }
    /** On a directory. */
    public static Restic on(Path directory, String passphrase) {
        return new Restic(directory.toString(), passphrase, Map.of());
    }

    /** Where the program is. */
    public static Path program() {
        return Parts.path("restic");
    }

    /** Starts it. */
    public Process start(String... arguments) {
        var words = new ArrayList<String>(List.of(program().toString(), "--no-cache", "-r", repository));
        words.addAll(options);
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        Map<String, String> all = new HashMap<>(environment);
        all.put("RESTIC_PASSWORD", passphrase);
        builder.environment().putAll(all);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs it to its end. */
    public Result run(String... arguments) {
        return await(start(arguments));
    }

    /** Waits for its end. */
    public static Result await(Process process) {
        try {
            byte[] output = process.getInputStream().readAllBytes();
            return new Result(process.waitFor(), new String(output, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs it to its end, which must be a good one; returns what it wrote. */
    public String must(String... arguments) {
        Result result = run(arguments);
        assertThat(result.exit())
                .as("restic %s: %s", String.join(" ", arguments), result.text())
                .isZero();
        return result.text();
    }

    /** {@code restic check --read-data} finds nothing, and does not mention errors. */
    public void mustCheckClean() {
        assertThat(must("check", "--read-data")).contains("no errors were found");
    }

    /**
     * How it ended.
     *
     * @param exit its exit code
     * @param text what it wrote
     */
    public record Result(int exit, String text) {}
}
