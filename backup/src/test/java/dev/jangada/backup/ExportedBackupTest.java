package dev.jangada.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.export.Export;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.format.Manifest;
import dev.jangada.backup.play.Differences;
import dev.jangada.backup.play.Shore;
import dev.jangada.backup.read.BackupSource;
import dev.jangada.etcd.client.EtcdClient;
import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.OpenOptions;
import dev.jangada.kube.dump.DumpOptions;
import dev.jangada.kube.dump.DumpSource;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.lab.ControlPlane;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plain files that come out of a backup: etcd's snapshot, a dump, a tar; beside what restic brings out of it. */
final class ExportedBackupTest {

    @TempDir
    private Path directory;

    @Test
    void filesComeOutAsTheyWentIn() throws IOException, InterruptedException {
        try (ControlPlane cluster = ControlPlane.start(options -> options.withoutControllerManager())) {
            var shore = new Shore(directory, cluster);
            try (Repository repository = shore.init();
                    EtcdClient etcd = shore.etcd()) {
                var backups = new Backups(repository);
                ObjectNode map = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap");
                map.putObject("metadata").put("name", "exportado").put("namespace", "default");
                map.putObject("data").put("value", "sim");
                cluster.apply(map);
                Backup backup = backups.create(shore.order(Optional.of(etcd), Optional.empty()))
                        .backup();
                var export = new Export(repository, backup);

                Path db = directory.resolve("snap.db");
                export.etcd(db);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(db)))
                        .isEqualTo("rw-------");
                assertThat(directory.resolve("snap.db.json")).exists();
                try (EtcdFile file = EtcdFile.open(db, OpenOptions.standard())) {
                    assertThat(file.kind()).isEqualTo(EtcdFile.Kind.SNAPSHOT);
                    assertThat(file.bolt().checkTrailer()).isEmpty();
                    assertThat(file.mvcc().currentRevision())
                            .isEqualTo(backups.manifest(backup)
                                    .etcd()
                                    .orElseThrow()
                                    .revision());
                }
                assertThatThrownBy(() -> export.etcd(db))
                        .isInstanceOf(Problem.class)
                        .hasMessageContaining("exists already");

                Path dump = directory.resolve("dump");
                var everything = new DumpOptions(Scrub.NONE, true, Selection.ALL, 2, false);
                try (BackupSource source = backups.open(backup)) {
                    assertThat(Export.dump(source, dump, everything, "test", Clock.systemUTC())
                                    .complete())
                            .isTrue();
                    assertThatThrownBy(() -> Export.dump(source, dump, everything, "test", Clock.systemUTC()))
                            .isInstanceOf(Problem.class)
                            .hasMessageContaining("exists already, and stays as it is")
                            .hasMessageNotContaining("--force");
                    try (DumpSource written = DumpSource.open(dump)) {
                        assertThat(Differences.between(source, written)).isEmpty();
                    }
                }

                Path tar = directory.resolve("all.tar");
                export.tar(tar);
                Path untarred = Files.createDirectory(directory.resolve("untarred"));
                run("tar", "-xf", tar.toString(), "-C", untarred.toString());
                Path restored = directory.resolve("restored");
                shore.restic().must("restore", backup.id().toString(), "--target", restored.toString());
                run(
                        "diff",
                        "-r",
                        untarred.resolve("backup-" + backup.id().brief()).toString(),
                        restored.toString());
                assertThat(Files.readString(restored.resolve("objects/configmaps/default/exportado.json")))
                        .contains("\"value\":\"sim\"")
                        .endsWith("}\n");
                aPlainToolGetsTheManifestsHash(restored, backups.manifest(backup));
            }
        }
    }

    /** As {@code docs/design/backup.md} says it. */
    private void aPlainToolGetsTheManifestsHash(Path restored, Manifest manifest)
            throws IOException, InterruptedException {
        String sum = run(
                "sh",
                "-c",
                "cd " + restored.resolve("objects/clusterroles.rbac.authorization.k8s.io")
                        + " && find * -type f | LC_ALL=C sort -t/ -k1,1 -k2 | tr '\\n' '\\0' | xargs -0 sha256sum | sha256sum");
        String expected = manifest.kinds().stream()
                .filter(kind -> kind.kind().plural().equals("clusterroles"))
                .findFirst()
                .orElseThrow()
                .sha256();
        assertThat(sum).startsWith(expected);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as(String.join(" ", command) + ": " + text)
                .isZero();
        return text;
    }
}
