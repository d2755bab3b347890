package dev.jangada.cli.evidence;

import dev.jangada.backup.evidence.Evidence;
import dev.jangada.backup.evidence.EvidenceStore;
import dev.jangada.backup.format.Backup;
import dev.jangada.cli.Ran;
import dev.jangada.repository.Repository;
import dev.jangada.repository.RepositoryOptions;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.crypto.ScryptCost;
import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.format.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A repository with backups that are made up, and settings that name it.
 *
 * @param folder where both are
 */
public record PlantedBackups(Path folder) {

    private static final String PASSPHRASE = "naufrágio";

    /** Makes the repository, the file with its passphrase, and {@code jangada.yaml}. */
    public static PlantedBackups in(Path folder, String moreSettings) throws IOException {
        var planted = new PlantedBackups(folder);
        Repository.init(
                        new LocalBackend(planted.repository()),
                        PASSPHRASE.toCharArray(),
                        RepositoryOptions.usual().withNewKeys(new ScryptCost(1024, 8, 1)))
                .repository()
                .close();
        Path passphrase = Files.writeString(folder.resolve("passphrase"), PASSPHRASE + "\n");
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(planted.settings(), """
                cluster:
                  name: production
                repository:
                  url: "%s"
                  passwordFile: passphrase
                  cache: none
                """.formatted(planted.repository()) + moreSettings);
        return planted;
    }

    /** Where the repository is. */
    public Path repository() {
        return folder.resolve("repository");
    }

    /** The settings file. */
    public Path settings() {
        return folder.resolve("jangada.yaml");
    }

    /** Opens the repository. */
    public Repository open() {
        return Repository.open(new LocalBackend(repository()), PASSPHRASE.toCharArray(), RepositoryOptions.usual());
    }

    /** Plants a backup, verified if there is a verdict. */
    public String backup(String time, boolean complete, Optional<Evidence.Verdict> verdict) {
        return backup("production", time, complete, verdict, List.of());
    }

    /** Plants a backup of any cluster, with more tags. */
    public String backup(
            String cluster, String time, boolean complete, Optional<Evidence.Verdict> verdict, List<String> more) {
        Instant at = Instant.parse(time);
        try (Repository repository = open();
                var writer = repository.write(Optional.empty())) {
            writer.root().file("kinds.json", Attributes.of(0600, at), new byte[] {'{', '}'});
            writer.root().file("manifest.json", Attributes.of(0600, at), new byte[] {'{', '}'});
            var written = writer.finish(tree -> new Snapshot(
                    at,
                    tree,
                    Optional.empty(),
                    List.of("/objects"),
                    cluster,
                    "ana",
                    Stream.concat(Stream.of(Backup.TAG, complete ? Backup.COMPLETE : Backup.INCOMPLETE), more.stream())
                            .toList(),
                    "jangada test"));
            String id = written.id().toString();
            verdict.ifPresent(found -> evidence(repository, id, at, complete, found, Evidence.Kind.VERIFY));
            return id;
        }
    }

    /** Plants a rehearsal of a backup. */
    public void rehearsal(String id, String time) {
        try (Repository repository = open()) {
            evidence(repository, id, Instant.parse(time), true, Evidence.Verdict.OK, Evidence.Kind.REHEARSAL);
        }
    }

    private static void evidence(
            Repository repository,
            String id,
            Instant at,
            boolean complete,
            Evidence.Verdict verdict,
            Evidence.Kind kind) {
        new EvidenceStore(repository)
                .add(new Evidence(
                        kind,
                        new Evidence.Subject(id, at, "production", complete),
                        at.plusSeconds(60),
                        Duration.ofSeconds(61),
                        verdict,
                        new Evidence.By("ana", "raft"),
                        "jangada test",
                        Map.of(),
                        List.of()));
    }

    /** Runs {@code jangada} with the settings that name the repository. */
    Ran run(String... words) {
        return Ran.jangada(
                Stream.concat(Stream.of(words), Stream.of("--config", settings().toString()))
                        .toArray(String[]::new));
    }
}
