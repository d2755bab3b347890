package dev.jangada.repository;

import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.play.FileTree;
import dev.jangada.repository.play.Play;
import dev.jangada.repository.prune.PruneOptions;
import dev.jangada.repository.write.WriteSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A program that a test kills while it works: many small packs, so that there are many moments. */
final class KilledProgram {

    static final WriteSettings SMALL = new WriteSettings(100_000, 2, Duration.ofSeconds(30), 2, 1 << 20, 2);

    private KilledProgram() {}

    /**
     * Runs.
     *
     * @param arguments {@code write REPOSITORY TREE} or {@code prune REPOSITORY}
     */
    public static void main(String[] arguments) throws IOException {
        RepositoryOptions options = Play.options().withWriting(SMALL);
        var backend = new LocalBackend(Path.of(arguments[1]));
        try (Repository repository = Repository.open(backend, Play.passphrase(), options)) {
            System.out.println("open");
            if (arguments[0].equals("write")) {
                try (var writer = repository.write(Optional.empty())) {
                    FileTree.write(Path.of(arguments[2]), writer.root());
                    writer.finish(Play.snapshot("killed"));
                }
            } else {
                var oldest = repository.snapshots().all().keySet().iterator().next();
                repository.forget(List.of(oldest));
                System.out.println(repository.prune(new PruneOptions(0, 50_000), plan -> true));
            }
            System.out.println("done");
        }
    }
}
