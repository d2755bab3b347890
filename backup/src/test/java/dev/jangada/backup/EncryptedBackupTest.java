package dev.jangada.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.create.BackupOrder;
import dev.jangada.backup.create.CreateProgress;
import dev.jangada.backup.create.CreatedBackup;
import dev.jangada.backup.create.EtcdOrder;
import dev.jangada.backup.format.CoveredKind;
import dev.jangada.backup.format.Manifest;
import dev.jangada.backup.play.Differences;
import dev.jangada.backup.play.Shore;
import dev.jangada.backup.read.BackupSource;
import dev.jangada.etcd.client.EtcdClient;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import dev.jangada.lab.ControlPlane;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.RepositoryOptions;
import dev.jangada.repository.backend.LocalBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that encrypts its Secrets: what its backups hold with and without the keys, and that nothing of them leaks. */
final class EncryptedBackupTest {

    private static final String CONFIGURATION = """
            apiVersion: apiserver.config.k8s.io/v1
            kind: EncryptionConfiguration
            resources:
            - resources: [secrets]
              providers:
              - aesgcm: {keys: [{name: g1, secret: "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU="}]}
            """;

    private static final String PLANTED = "tubarao-martelo-4711-jamais-em-claro";
    private static final CoveredKind.Origin ETCD = CoveredKind.Origin.ETCD;
    private static final CoveredKind.Origin API = CoveredKind.Origin.API;

    @TempDir
    private static Path settings;

    private static ControlPlane cluster;
    private static Path encryption;

    @TempDir
    private Path directory;

    @BeforeAll
    @SuppressWarnings("NullAway")
    static void start() throws IOException {
        encryption = settings.resolve("encryption.yaml");
        Files.writeString(encryption, CONFIGURATION);
        cluster = ControlPlane.start(options ->
                options.withoutControllerManager().apiServerFlags("--encryption-provider-config=" + encryption));
        ObjectNode secret = Json.object().put("apiVersion", "v1").put("kind", "Secret");
        secret.putObject("metadata").put("name", "cofre").put("namespace", "default");
        secret.putObject("stringData").put("chave", PLANTED);
        cluster.apply(secret);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static BackupOrder withKeys(BackupOrder order, EtcdClient etcd) {
        return new BackupOrder(
                order.cluster(),
                Optional.of(new EtcdOrder(
                        etcd, Optional.empty(), EncryptionConfiguration.read(encryption), Optional.empty())),
                order.api(),
                order.selection(),
                order.isPart(),
                order.tags(),
                order.warnings(),
                order.tool(),
                order.workFolder(),
                order.clock(),
                order.parallelism(),
                order.progress());
    }

    private static CoveredKind secrets(Manifest manifest) {
        return manifest.kinds().stream()
                .filter(kind -> kind.kind().resourceName().equals("secrets"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void withoutKeysAndApiItIsIncompleteAndNeverLatest() {
        var shore = new Shore(directory, cluster);
        try (Repository repository = shore.init();
                EtcdClient etcd = shore.etcd()) {
            var backups = new Backups(repository);
            CreatedBackup created = backups.create(shore.order(Optional.of(etcd), Optional.empty()));
            assertThat(created.backup().complete()).isFalse();
            assertThat(created.backup().snapshot().tags())
                    .contains("incomplete")
                    .doesNotContain("complete");
            assertThat(created.manifest().gaps()).extracting(gap -> gap.what()).containsExactly("secrets");
            assertThatThrownBy(() -> backups.find("latest", Optional.of(Shore.CLUSTER)))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("is complete");
            try (BackupSource source =
                    backups.open(backups.find(created.backup().id().brief(), Optional.empty()))) {
                ResourceKind secrets = source.kinds().find("secrets").getFirst();
                assertThat(source.coverage().covers(secrets.groupKind())).isFalse();
                assertThat(source.coverage().gaps()).hasSize(1);
                assertThat(source.get(secrets, "default", "cofre")).isEmpty();
            }
        }
    }

    @Test
    void whatTheKeysDoNotOpenComesFromTheApi() {
        var shore = new Shore(directory, cluster);
        try (Repository repository = shore.init();
                LiveSource live = shore.live();
                EtcdClient etcd = shore.etcd()) {
            var backups = new Backups(repository);
            CreatedBackup created = backups.create(shore.both(etcd, live));
            Manifest manifest = created.manifest();
            assertThat(created.backup().complete()).isTrue();
            assertThat(secrets(manifest).origins()).containsExactly(API);
            assertThat(manifest.oneMoment()).isFalse();
            assertThat(manifest.warnings()).extracting(Problem::code).contains("from-api");
            try (BackupSource source = backups.open(created.backup())) {
                assertThat(Differences.between(source, live)).isEmpty();
            }
        }
    }

    @Test
    void withTheKeysItIsOfOneMomentAndNothingLeaks() throws IOException {
        var shore = new Shore(directory, cluster);
        RepositoryOptions options = Shore.options().withCache(directory.resolve("cache"));
        var deleted = new AtomicInteger();
        try (Repository repository = Repository.init(
                                new LocalBackend(shore.repositoryPath()), Shore.PASSPHRASE.toCharArray(), options)
                        .repository();
                EtcdClient etcd = shore.etcd()) {
            var backups = new Backups(repository);
            BackupOrder order = withKeys(shore.order(Optional.of(etcd), Optional.empty()), etcd);
            CreatedBackup created = backups.create(order.withProgress(new CreateProgress() {
                @Override
                public void checking() {
                    deleted.addAndGet(unlinked(shore.work()));
                }
            }));
            assertThat(created.backup().complete()).isTrue();
            assertThat(secrets(created.manifest()).origins()).isEqualTo(Set.of(ETCD));
            assertThat(created.manifest().oneMoment()).isTrue();
            try (BackupSource source = backups.open(created.backup())) {
                ResourceKind secrets = source.kinds().find("secrets").getFirst();
                String value = source.get(secrets, "default", "cofre")
                        .orElseThrow()
                        .tree()
                        .at("/data/chave")
                        .asText();
                assertThat(new String(java.util.Base64.getDecoder().decode(value), StandardCharsets.UTF_8))
                        .isEqualTo(PLANTED);
            }
        }
        assertThat(deleted).as("working files without a name").hasValue(1);
        assertThat(holding(directory)).isEmpty();
    }

    /** How many files of this process are in that folder, open, 0600, and without a name. */
    private static int unlinked(Path folder) {
        int found = 0;
        try (var names = Files.newDirectoryStream(folder);
                var open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            assertThat(names).isEmpty();
            for (Path descriptor : open) {
                String target = Files.isSymbolicLink(descriptor)
                        ? Files.readSymbolicLink(descriptor).toString()
                        : "";
                if (target.startsWith(folder.toString()) && target.endsWith(" (deleted)")) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(descriptor)))
                            .isEqualTo("rw-------");
                    found++;
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return found;
    }

    /** The files below a directory that have the planted value, plain or as a Secret has it. */
    private static List<Path> holding(Path directory) throws IOException {
        String encoded = java.util.Base64.getEncoder().encodeToString(PLANTED.getBytes(StandardCharsets.UTF_8));
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> {
                        try {
                            String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                            return content.contains(PLANTED) || content.contains(encoded.substring(0, 40));
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
