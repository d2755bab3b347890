package dev.jangada.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.backup.create.CreatedBackup;
import dev.jangada.backup.format.CoveredKind;
import dev.jangada.backup.format.Manifest;
import dev.jangada.backup.play.Differences;
import dev.jangada.backup.play.Shore;
import dev.jangada.backup.read.BackupSource;
import dev.jangada.backup.read.EtcdReading;
import dev.jangada.backup.verify.Verification;
import dev.jangada.backup.verify.VerifyOrder;
import dev.jangada.etcd.client.EtcdClient;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.storage.EtcdSource;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.ControllerManager;
import dev.jangada.lab.Wait;
import dev.jangada.lab.workload.Workload;
import dev.jangada.lab.workload.WorkloadLoader;
import dev.jangada.repository.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster with objects of every kind, and its backups: what is in them is what the cluster has. */
final class BackupRoundTripTest {

    private static ControlPlane cluster;

    @TempDir
    private Path directory;

    @BeforeAll
    @SuppressWarnings("NullAway")
    static void start() {
        cluster = ControlPlane.start();
        WorkloadLoader.load(cluster, new Workload(11, 700), 4);
        // So that nothing but leases changes while two sources are compared.
        cluster.controllerManager().ifPresent(ControllerManager::kill);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void outOfEtcdAndFromTheApi() throws IOException {
        var shore = new Shore(directory, cluster);
        try (Repository repository = shore.init();
                LiveSource live = shore.live();
                EtcdClient etcd = shore.etcd()) {
            var backups = new Backups(repository);
            CreatedBackup created = backups.create(shore.both(etcd, live).withTags(List.of("before-upgrade")));
            Manifest manifest = created.manifest();

            assertThat(manifest.gaps()).isEmpty();
            assertThat(created.backup().complete()).isTrue();
            assertThat(created.backup().withEtcd()).isTrue();
            assertThat(created.backup().cluster()).isEqualTo(Shore.CLUSTER);
            assertThat(created.backup().tags()).containsExactly("before-upgrade");
            assertThat(manifest.objects()).isGreaterThan(700);
            assertThat(manifest.clusterUid()).isEqualTo(live.provenance().clusterUid());
            assertThat(manifest.notCovered()).contains(Manifest.VOLUME_CONTENTS);
            assertThat(manifest.oneMoment()).isTrue();
            assertThat(manifest.kinds())
                    .filteredOn(kind -> kind.objects() > 0)
                    .allMatch(kind -> kind.origins().equals(java.util.Set.of(CoveredKind.Origin.ETCD)));
            assertThat(backups.manifest(created.backup()))
                    .usingRecursiveComparison()
                    .ignoringFields("duration", "warnings")
                    .isEqualTo(manifest);
            try (var left = Files.newDirectoryStream(shore.work())) {
                assertThat(left).isEmpty();
            }

            try (BackupSource source = backups.open(backups.find("latest", Optional.of(Shore.CLUSTER)))) {
                assertThat(Differences.between(source, live)).isEmpty();
                assertThat(source.kinds().find("deploy").getFirst().kind()).isEqualTo("Deployment");
                ResourceKind namespaces = source.kinds().find("ns").getFirst();
                KubeObject system = source.get(namespaces, "", "kube-system").orElseThrow();
                assertThat(Optional.of(system.uid())).isEqualTo(manifest.clusterUid());
                assertThat(source.get(namespaces, "", "no-such")).isEmpty();
            }
            var reading = new EtcdReading(EncryptionConfiguration.NONE, Optional.empty(), shore.work());
            try (EtcdSource source = backups.openEtcd(created.backup(), OptionalLong.empty(), reading)) {
                assertThat(source.revision())
                        .isEqualTo(manifest.etcd().orElseThrow().revision());
                assertThat(Differences.between(source, live)).isEmpty();
            }

            Verification verification = backups.verify(
                    created.backup(), new VerifyOrder(shore.work(), Clock.systemUTC(), VerifyOrder.Progress.NONE));
            assertThat(verification.findings()).isEmpty();
            assertThat(verification.objects()).isEqualTo(manifest.objects());
            assertThat(verification.etcd()).isTrue();
            restic(shore, created);
        }
    }

    private static void restic(Shore shore, CreatedBackup created) {
        assertThat(shore.restic().must("check", "--read-data")).contains("no errors were found");
        String id = created.backup().id().toString();
        assertThat(shore.restic().must("ls", id))
                .contains(
                        "/manifest.json",
                        "/kinds.json",
                        "/etcd/snapshot.db",
                        "/objects/namespaces/_cluster/default.json")
                .contains("/objects/clusterroles.rbac.authorization.k8s.io/_cluster/system%3Anode.json");
        String object = shore.restic().must("dump", id, "/objects/namespaces/_cluster/kube-system.json");
        assertThat(KubeObject.of(object.strip().getBytes(StandardCharsets.UTF_8))
                        .name())
                .isEqualTo("kube-system");
        assertThat(shore.restic().must("snapshots")).contains("jangada", "complete", "before-upgrade");
    }

    @Test
    void fromTheApiAlone() {
        var shore = new Shore(directory, cluster);
        try (Repository repository = shore.init();
                LiveSource live = shore.live()) {
            var backups = new Backups(repository);
            CreatedBackup created = backups.create(shore.order(Optional.empty(), Optional.of(live)));
            assertThat(created.manifest().gaps()).isEmpty();
            assertThat(created.manifest().notCovered()).contains(Manifest.ETCD_SNAPSHOT);
            assertThat(created.backup().withEtcd()).isFalse();
            try (BackupSource source = backups.open(created.backup())) {
                assertThat(Differences.between(source, live)).isEmpty();
            }
            Verification verification = backups.verify(
                    created.backup(), new VerifyOrder(shore.work(), Clock.systemUTC(), VerifyOrder.Progress.NONE));
            assertThat(verification.findings()).isEmpty();
        }
    }

    @Test
    void withNothingWrittenTheNextOneCostsNothing() {
        var shore = new Shore(directory, cluster);
        try (Repository repository = shore.init();
                EtcdClient etcd = shore.etcd()) {
            var backups = new Backups(repository);
            cluster.apiServer().kill();
            // What the server keeps alive in etcd dies with it, some seconds later.
            Wait.until(
                    Duration.ofMinutes(1),
                    () -> cluster.etcd().count("/registry/masterleases/")
                                    + cluster.etcd().count("/registry/peerserverleases/")
                            == 0,
                    () -> new IllegalStateException("the server's own keys outlive it"));
            CreatedBackup first = backups.create(shore.order(Optional.of(etcd), Optional.empty()));
            CreatedBackup second = backups.create(shore.order(Optional.of(etcd), Optional.empty()));
            assertThat(first.manifest().complete()).isTrue();
            assertThat(second.backup().snapshot().parent())
                    .contains(first.backup().id());
            assertThat(second.manifest().etcd().orElseThrow().hashKv())
                    .isEqualTo(first.manifest().etcd().orElseThrow().hashKv());
            // Not one object, and no directory of them.
            assertThat(repository.tree(second.backup().tree()).find("objects"))
                    .isPresent()
                    .isEqualTo(repository.tree(first.backup().tree()).find("objects"));
            // The manifest, the record of etcd's snapshot, the directories that these are in, and the few pages that
            // etcd
            // writes by itself when a lease without keys ends.
            assertThat(second.written().newBlobs()).isLessThanOrEqualTo(12);
        } finally {
            cluster.apiServer().restart();
        }
    }
}
