package dev.jangada.backup.play;

import dev.jangada.backup.create.BackupOrder;
import dev.jangada.backup.create.EtcdOrder;
import dev.jangada.etcd.client.Endpoint;
import dev.jangada.etcd.client.EtcdAccess;
import dev.jangada.etcd.client.EtcdClient;
import dev.jangada.kube.cluster.KubeAccess;
import dev.jangada.kube.cluster.LiveCluster;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import dev.jangada.lab.ControlPlane;
import dev.jangada.repository.Repository;
import dev.jangada.repository.RepositoryOptions;
import dev.jangada.repository.backend.LocalBackend;
import dev.jangada.repository.crypto.ScryptCost;
import dev.jangada.repository.lock.LockTiming;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A cluster, and a directory for its repository and its working files. */
public final class Shore {

    /** Opens every repository of the tests. */
    public static final String PASSPHRASE = "naufrágio às 3 da manhã";

    /** The cluster's name. */
    public static final String CLUSTER = "jangadeiros";

    private final Path directory;
    private final ControlPlane cluster;

    /** A new place. */
    public Shore(Path directory, ControlPlane cluster) {
        this.directory = directory;
        this.cluster = cluster;
    }

    /** Options with which nothing waits. */
    public static RepositoryOptions options() {
        return RepositoryOptions.usual()
                .withNewKeys(new ScryptCost(1024, 8, 1))
                .withLocks(new LockTiming(Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofMillis(10)));
    }

    /** Where the repository is. */
    public Path repositoryPath() {
        return directory.resolve("repository");
    }

    /** Where working files are. */
    public Path work() {
        return directory.resolve("work");
    }

    /** A new repository. */
    public Repository init() {
        return Repository.init(new LocalBackend(repositoryPath()), PASSPHRASE.toCharArray(), options())
                .repository();
    }

    /** The cluster's API. */
    public LiveSource live() {
        return LiveCluster.open(new KubeAccess(Optional.of(cluster.kubeconfig()), Optional.empty(), "live"));
    }

    /** The cluster's etcd. */
    public EtcdClient etcd() {
        return EtcdClient.open(EtcdAccess.to(List.of(Endpoint.of(cluster.etcd().endpoint(), false))));
    }

    /** A backup out of etcd, and of the API what that does not give. */
    public BackupOrder both(EtcdClient etcd, LiveSource live) {
        return order(Optional.of(etcd), Optional.of(live));
    }

    /** A backup of either or both. */
    public BackupOrder order(Optional<EtcdClient> etcd, Optional<LiveSource> live) {
        return BackupOrder.of(
                CLUSTER,
                etcd.map(client ->
                        new EtcdOrder(client, Optional.empty(), EncryptionConfiguration.NONE, Optional.empty())),
                live.map(source -> source),
                "jangada test",
                work());
    }

    /** The real restic on the repository. */
    public Restic restic() {
        return new Restic(repositoryPath());
    }
}
