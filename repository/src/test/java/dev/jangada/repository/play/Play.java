package dev.jangada.repository.play;

import dev.jangada.repository.Repository;
import dev.jangada.repository.RepositoryOptions;
import dev.jangada.repository.backend.Backoff;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.crypto.ScryptCost;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Snapshot;
import dev.jangada.repository.lock.LockTiming;
import dev.jangada.repository.write.Written;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A repository to play with: passphrases cost nothing to try, and nothing waits long. */
public final class Play {

    /** Opens every repository of the tests. */
    public static final String PASSPHRASE = "naufrágio às 3 da manhã";

    private Play() {}

    /** Options with which nothing waits. */
    public static RepositoryOptions options() {
        return RepositoryOptions.usual()
                .withNewKeys(new ScryptCost(1024, 8, 1))
                .withLocks(new LockTiming(Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofMillis(10)))
                .withBackoff(new Backoff(4, Duration.ofMillis(1), Duration.ofMillis(1), pause -> {}));
    }

    /** The passphrase as the room takes it. */
    public static char[] passphrase() {
        return PASSPHRASE.toCharArray();
    }

    /** A new repository in a directory. */
    public static Repository init(Path directory) {
        return Repository.init(new LocalBackend(directory), passphrase(), options())
                .repository();
    }

    /** One that is there. */
    public static Repository open(Path directory) {
        return Repository.open(new LocalBackend(directory), passphrase(), options());
    }

    /** Saves a directory of the disk. */
    public static Written save(Repository repository, Path tree, Optional<Id> parent) throws IOException {
        try (var writer = repository.write(parent)) {
            FileTree.write(tree, writer.root());
            return writer.finish(snapshot("test"));
        }
    }

    /** Makes a snapshot of a tree. */
    public static Function<Id, Snapshot> snapshot(String tag) {
        return tree -> new Snapshot(
                Instant.now(), tree, Optional.empty(), List.of("/"), "raft", "me", List.of(tag), "jangada test");
    }
}
