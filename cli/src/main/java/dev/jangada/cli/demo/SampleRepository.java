package dev.jangada.cli.demo;

import dev.jangada.backup.Backups;
import dev.jangada.backup.create.BackupOrder;
import dev.jangada.backup.etcd.WorkFolder;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.Version;
import dev.jangada.cli.source.Sources;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.repository.Repository;
import dev.jangada.repository.RepositoryLocation;
import dev.jangada.repository.RepositoryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A repository with two backups of the sample, as {@code jangada backup create} would have made them before and after the
 * accident. It is made here, because that command reads a cluster, and the tour has none.
 *
 * @param settings the settings file that leads to it
 * @param before what the backup from before the accident is called
 * @param after the same for the other
 */
record SampleRepository(Path settings, String before, String after) {

    private static final String NAME = "sample";
    private static final String PASSPHRASE = "repository-password";
    private static final String REPOSITORY = "repository";
    private static final int PASSPHRASE_BYTES = 18;

    private static final FileAttribute<?> OURS_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /**
     * Makes it, with a passphrase that nobody knows but a file beside it. It keeps no copies elsewhere.
     *
     * @param folder where no repository is
     * @param before what was before the accident, as a user names a source
     * @param after the same for after it
     */
    static SampleRepository make(Jangada jangada, Path folder, String before, String after) throws IOException {
        char[] passphrase = passphrase();
        try {
            write(folder.resolve(PASSPHRASE), new String(passphrase) + "\n");
            Path settings = folder.resolve("jangada.yaml");
            write(
                    settings,
                    "cluster:\n  name: " + NAME + "\nrepository:\n  url: ./" + REPOSITORY + "\n  passwordFile: "
                            + PASSPHRASE + "\n  cache: none\n");
            try (Repository repository = Repository.init(
                            new RepositoryLocation.Directory(folder.resolve(REPOSITORY)).connect(),
                            passphrase,
                            RepositoryOptions.usual())
                    .repository()) {
                var backups = new Backups(repository);
                return new SampleRepository(
                        settings, backUp(jangada, backups, before), backUp(jangada, backups, after));
            }
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    /** As of when the source is. */
    private static String backUp(Jangada jangada, Backups backups, String source) {
        try (ObjectSource objects = Sources.of(jangada).open(source)) {
            var order = BackupOrder.of(
                            NAME,
                            Optional.empty(),
                            Optional.of(objects),
                            "jangada " + Version.text(),
                            WorkFolder.usual(jangada.terminal().environment()))
                    .withClock(Clock.fixed(objects.provenance().asOf(), ZoneOffset.UTC));
            return "backup:" + backups.create(order).backup().id().brief();
        }
    }

    private static char[] passphrase() {
        byte[] random = new byte[PASSPHRASE_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random).toCharArray();
    }

    private static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, OURS_ALONE);
        Files.writeString(file, text);
    }
}
