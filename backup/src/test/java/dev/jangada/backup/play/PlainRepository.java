package dev.jangada.backup.play;

import dev.jangada.lab.Parts;
import dev.jangada.repository.Repository;
import dev.jangada.repository.RepositoryOptions;
import dev.jangada.repository.backend.Backoff;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.crypto.KeyFile;
import dev.jangada.repository.crypto.ScryptCost;
import dev.jangada.repository.crypto.SealingKey;
import dev.jangada.repository.lock.LockTiming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A repository in a directory, whose passphrase costs nothing to try, and the real restic on it. */
public final class PlainRepository {

    /** Opens it. */
    public static final String PASSPHRASE = "à prova d'água";

    private PlainRepository() {}

    /** Options with which nothing waits. */
    public static RepositoryOptions options() {
        return RepositoryOptions.usual()
                .withNewKeys(new ScryptCost(1024, 8, 1))
                .withLocks(new LockTiming(Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofMillis(10)))
                .withBackoff(new Backoff(2, Duration.ofMillis(1), Duration.ofMillis(1), pause -> {}));
    }

    /** Makes one. */
    public static Repository init(Path directory) {
        return Repository.init(new LocalBackend(directory), PASSPHRASE.toCharArray(), options())
                .repository();
    }

    /** Opens one, as another workstation would. */
    public static Repository open(Path directory) {
        return Repository.open(new LocalBackend(directory), PASSPHRASE.toCharArray(), options());
    }

    /** The key that seals its files, for tests that put something into it that Jangada does not write. */
    public static SealingKey key(Path directory) throws IOException {
        try (var keys = Files.list(directory.resolve("keys"))) {
            Path file = keys.findFirst().orElseThrow();
            return KeyFile.parse(Files.readAllBytes(file))
                    .open(PASSPHRASE.toCharArray())
                    .orElseThrow();
        }
    }

    /** What restic says on standard output; it must end well. */
    public static String restic(Path directory, Map<String, String> environment, List<String> arguments) {
        var words = new ArrayList<>(List.of(Parts.path("restic").toString(), "--no-cache", "-r", directory.toString()));
        words.addAll(arguments);
        var builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        builder.environment().put("RESTIC_PASSWORD", PASSPHRASE);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(words + " ended with " + process.exitValue() + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
