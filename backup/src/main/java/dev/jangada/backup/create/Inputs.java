package dev.jangada.backup.create;

import dev.jangada.backup.etcd.WorkingSnapshot;
import dev.jangada.backup.format.Layout;
import dev.jangada.backup.problem.BackupMessage;
import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.storage.EtcdSource;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.List;
import java.util.Optional;

/**
 * Where a backup reads.
 *
 * @param taken etcd's snapshot, if it was ordered and could be had
 * @param etcd the objects in it
 * @param api the cluster's API
 * @param gap why there is no snapshot, if one was ordered
 */
record Inputs(
        Optional<WorkingSnapshot.Taken> taken, Optional<EtcdSource> etcd, Optional<ObjectSource> api, Optional<Gap> gap)
        implements AutoCloseable {

    /**
     * Takes etcd's snapshot, if it is ordered. If that fails and there is an API, half a backup is better than none.
     *
     * @throws Problem if there is nothing to read, or etcd and API are of two clusters
     */
    static Inputs open(BackupOrder order) {
        if (order.etcd().isEmpty()) {
            return new Inputs(Optional.empty(), Optional.empty(), order.api(), Optional.empty());
        }
        WorkingSnapshot.Taken taken;
        try {
            taken = take(order, order.etcd().get());
        } catch (Problem problem) {
            if (order.api().isEmpty()) {
                throw problem;
            }
            var gap = new Gap(Layout.ETCD + "/" + Layout.SNAPSHOT, problem);
            return new Inputs(Optional.empty(), Optional.empty(), order.api(), Optional.of(gap));
        }
        boolean opened = false;
        try {
            EtcdSource etcd = source(order.etcd().get(), taken);
            order.api().ifPresent(api -> requireOneCluster(etcd, api));
            opened = true;
            return new Inputs(Optional.of(taken), Optional.of(etcd), order.api(), Optional.empty());
        } finally {
            if (!opened) {
                taken.snapshot().close();
            }
        }
    }

    private static WorkingSnapshot.Taken take(BackupOrder order, EtcdOrder etcd) {
        CreateProgress progress = order.progress();
        return WorkingSnapshot.take(
                etcd.client(), etcd.from(), order.workFolder(), order.clock(), progress::received, progress::checking);
    }

    private static EtcdSource source(EtcdOrder order, WorkingSnapshot.Taken taken) {
        var record = taken.saved().record();
        String name = "etcd " + record.endpoint();
        return EtcdSource.open(
                taken.snapshot().data(record.takenAt(), name), record.revision(), order.encryption(), order.prefix());
    }

    private static void requireOneCluster(ObjectSource etcd, ObjectSource api) {
        Optional<String> one = etcd.provenance().clusterUid();
        Optional<String> other = api.provenance().clusterUid();
        if (one.isPresent() && other.isPresent() && !one.equals(other)) {
            throw new Problem(
                    ExitCode.REFUSED,
                    BackupMessage.TWO_CLUSTERS,
                    etcd.provenance().source(),
                    one.get(),
                    api.provenance().server().orElse(api.provenance().source()),
                    other.get());
        }
    }

    /** The uid of kube-system, where it is known. */
    Optional<String> clusterUid() {
        return api.flatMap(source -> source.provenance().clusterUid())
                .or(() -> etcd.flatMap(source -> source.provenance().clusterUid()));
    }

    /** What is wrong with etcd, though its snapshot is good. */
    List<Problem> warnings() {
        return taken.map(each -> each.saved().warnings()).orElse(List.of());
    }

    @Override
    public void close() {
        taken.ifPresent(each -> each.snapshot().close());
    }
}
