package dev.jangada.backup.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.lab.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The real restic.
 *
 * @param repository the directory that it works on
 */
public record Restic(Path repository) {

    /** Runs it to its end, which must be a good one; returns what it wrote. */
    public String must(String... arguments) {
        var words =
                new ArrayList<>(List.of(Parts.path("restic").toString(), "--no-cache", "-r", repository.toString()));
        words.addAll(List.of(arguments));
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("RESTIC_PASSWORD", Shore.PASSPHRASE);
        try {
            Process process = builder.start();
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
