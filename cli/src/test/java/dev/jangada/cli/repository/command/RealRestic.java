package dev.jangada.cli.repository.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.lab.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The real restic on one repository.
 *
 * @param repository as its option {@code -r} takes it
 * @param passphrase of the repository
 * @param environment what else it needs to know
 * @param options more options for every command
 */
public record RealRestic(String repository, String passphrase, Map<String, String> environment, List<String> options) {

    /** On a directory. */
    public static RealRestic on(String repository, String passphrase) {
        return new RealRestic(repository, passphrase, Map.of(), List.of());
    }

    /** Starts it. */
    public Process start(String... arguments) throws IOException {
        var words = new ArrayList<>(List.of(Parts.path("restic").toString(), "--no-cache", "-r", repository));
        words.addAll(options);
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("RESTIC_PASSWORD", passphrase);
        return builder.start();
    }

    /** Runs it to its end, which must be a good one; returns what it wrote. */
    public String must(String... arguments) {
        try {
            Process process = start(arguments);
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor())
                    .as("restic %s: %s", String.join(" ", arguments), text)
                    .isZero();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
