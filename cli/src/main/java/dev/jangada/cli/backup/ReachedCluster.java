package dev.jangada.cli.backup;

import dev.jangada.backup.Backups;
import dev.jangada.backup.create.BackupOrder;
import dev.jangada.backup.create.CreateProgress;
import dev.jangada.backup.create.CreatedBackup;
import dev.jangada.backup.create.EtcdOrder;
import dev.jangada.backup.etcd.WorkFolder;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.Version;
import dev.jangada.cli.source.Sources;
import dev.jangada.etcd.client.EtcdAccess;
import dev.jangada.etcd.client.EtcdClient;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import java.util.List;
import java.util.Optional;

/** What could be reached of the cluster that is to be backed up: its etcd, its API, or both. */
public final class ReachedCluster implements AutoCloseable {

    private final Jangada jangada;
    private final Optional<LiveSource> api;
    private final Optional<EtcdClient> etcd;
    private final List<Problem> warnings;

    private ReachedCluster(
            Jangada jangada, Optional<LiveSource> api, Optional<EtcdClient> etcd, List<Problem> warnings) {
        this.jangada = jangada;
        this.api = api;
        this.etcd = etcd;
        this.warnings = warnings;
    }

    /**
     * Reaches for the API, where it is wanted, and makes ready for etcd.
     *
     * @param access how to come into etcd, if it is to be read; then a silent API is a warning only
     * @throws Problem if there is nothing to read from
     */
    public static ReachedCluster of(Jangada jangada, Optional<EtcdAccess> access, boolean wantsApi) {
        Optional<LiveSource> api = Optional.empty();
        List<Problem> warnings = List.of();
        if (wantsApi) {
            try {
                api = Optional.of(Sources.of(jangada).openLive(Sources.LIVE));
            } catch (Problem problem) {
                if (access.isEmpty()) {
                    throw problem;
                }
                warnings = List.of(new Problem(problem, ExitCode.DONE, BackupCommandMessage.WITHOUT_API, problem));
            }
        } else if (access.isEmpty()) {
            throw new Problem(ExitCode.USAGE, BackupCommandMessage.NOTHING_TO_READ);
        }
        try {
            return new ReachedCluster(jangada, api, access.map(EtcdClient::open), warnings);
        } catch (RuntimeException e) {
            api.ifPresent(LiveSource::close);
            throw e;
        }
    }

    /** The context that the API was found by: a kubeconfig's name for a cluster is better than none. */
    Optional<String> context() {
        return api.flatMap(live -> live.provenance().context());
    }

    /**
     * Makes one of the cluster's backups, of what the settings and the schedule select.
     *
     * @param cluster the name that it is kept under
     * @param tags the user's
     */
    public CreatedBackup backUp(Repository repository, String cluster, List<String> tags, CreateProgress progress) {
        return backUp(repository, cluster, tags, progress, false);
    }

    /** The same by hand: a selection of the command line is for this backup alone. */
    CreatedBackup backUpByHand(Repository repository, String cluster, List<String> tags, CreateProgress progress) {
        return backUp(repository, cluster, tags, progress, WantedObjects.isPart(jangada));
    }

    private CreatedBackup backUp(
            Repository repository, String cluster, List<String> tags, CreateProgress progress, boolean isPart) {
        return new Backups(repository)
                .create(BackupOrder.of(
                                cluster,
                                etcd.map(this::order),
                                api.map(live -> live),
                                "jangada " + Version.text(),
                                WorkFolder.usual(jangada.terminal().environment()))
                        .withTags(tags)
                        .withWarnings(warnings)
                        .withSelection(WantedObjects.of(jangada, api))
                        .asPart(isPart)
                        .withProgress(progress));
    }

    private EtcdOrder order(EtcdClient client) {
        EncryptionConfiguration encryption = jangada.globals()
                .encryptionConfig()
                .map(EncryptionConfiguration::read)
                .orElse(EncryptionConfiguration.NONE);
        return new EtcdOrder(
                client, Optional.empty(), encryption, jangada.globals().etcdPrefix());
    }

    @Override
    public void close() {
        api.ifPresent(LiveSource::close);
        etcd.ifPresent(EtcdClient::close);
    }
}
