package dev.jangada.backup;

import dev.jangada.backup.create.BackupOrder;
import dev.jangada.backup.create.CreatedBackup;
import dev.jangada.backup.create.Creation;
import dev.jangada.backup.etcd.EtcdFileData;
import dev.jangada.backup.etcd.WorkingSnapshot;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.format.Layout;
import dev.jangada.backup.format.Manifest;
import dev.jangada.backup.format.ManifestJson;
import dev.jangada.backup.problem.BackupMessage;
import dev.jangada.backup.read.BackupSource;
import dev.jangada.backup.read.EtcdOfBackup;
import dev.jangada.backup.read.EtcdReading;
import dev.jangada.backup.read.ObjectHistory;
import dev.jangada.backup.read.ObjectState;
import dev.jangada.backup.verify.Verification;
import dev.jangada.backup.verify.Verifier;
import dev.jangada.backup.verify.VerifyOrder;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.storage.EtcdSource;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.copy.Copied;
import dev.jangada.repository.copy.CopyResult;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.read.SnapshotTree;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The backups in a repository. Safe for use by several threads; the repository stays the caller's to close. */
public final class Backups {

    /** Means the newest complete backup. */
    public static final String LATEST = "latest";

    private final Repository repository;

    /** Those of a repository. */
    public Backups(Repository repository) {
        this.repository = repository;
    }

    /** Where they are. */
    public Repository repository() {
        return repository;
    }

    /**
     * Makes a backup. What cannot be read becomes a gap of it and marks it as incomplete; it is made all the same. So is one without
     * etcd's snapshot, if that cannot be had and there is an API.
     *
     * @throws Problem if nothing at all can be read, a tag is Jangada's own, etcd and API are of two clusters, or it cannot be written;
     *     then there is none
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; then there is none
     */
    public CreatedBackup create(BackupOrder order) {
        List<Backup> before = list(Optional.of(order.cluster()));
        Optional<Creation.Previous> previous =
                before.isEmpty() ? Optional.empty() : Optional.of(previous(before.getLast()));
        return new Creation(repository, order, previous).run();
    }

    private Creation.Previous previous(Backup backup) {
        try {
            return new Creation.Previous(
                    backup.id(), backup.time(), manifest(backup).clusterUid());
        } catch (Problem unreadable) {
            // The new one does not rely on it.
            return new Creation.Previous(backup.id(), backup.time(), Optional.empty());
        }
    }

    /**
     * All backups, the oldest first. Reads the snapshot documents only.
     *
     * @param damaged is told of documents that cannot be read, and may go on; by several threads
     */
    public List<Backup> all(BiConsumer<Id, Problem> damaged) {
        var backups = new ArrayList<Backup>();
        repository
                .snapshots()
                .all(damaged)
                .forEach((id, snapshot) -> Backup.of(id, snapshot).ifPresent(backups::add));
        return backups;
    }

    /** The backups of a cluster, or of all, the oldest first; damaged documents are passed over. */
    public List<Backup> list(Optional<String> cluster) {
        return list(cluster, (id, damaged) -> {});
    }

    /**
     * The same.
     *
     * @param damaged is told of documents that cannot be read, whosever they are, by several threads
     */
    public List<Backup> list(Optional<String> cluster, BiConsumer<Id, Problem> damaged) {
        return all(damaged).stream()
                .filter(backup -> cluster.isEmpty() || backup.cluster().equals(cluster.get()))
                .toList();
    }

    /**
     * The backup that is meant.
     *
     * @param text an id, the beginning of one, or {@code latest}, see {@link Backup#latest}
     * @param cluster whose newest one; of all clusters if empty. An id may be of any
     * @param warn is told what makes {@code latest} doubtful
     * @throws Problem if there is none, or more than one
     */
    public Backup find(String text, Optional<String> cluster, Consumer<Problem> warn) {
        if (text.equals(LATEST)) {
            List<Problem> damaged = Collections.synchronizedList(new ArrayList<>());
            List<Backup> backups = list(cluster, (id, problem) -> damaged.add(problem));
            return new LatestBackup(repository.location(), cluster, backups, damaged).find(warn);
        }
        List<Backup> found = list(Optional.empty()).stream()
                .filter(backup -> !text.isEmpty() && backup.id().toString().startsWith(text))
                .toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new Problem(
                ExitCode.USAGE,
                found.isEmpty() ? BackupMessage.BACKUP_NOT_FOUND : BackupMessage.BACKUP_AMBIGUOUS,
                repository.location(),
                text);
    }

    /** The same, with nobody to be warned. */
    public Backup find(String text, Optional<String> cluster) {
        return find(text, cluster, warning -> {});
    }

    /**
     * What a backup is. Reads two small files.
     *
     * @throws Problem if its manifest is damaged, or of a newer format
     */
    public Manifest manifest(Backup backup) {
        SnapshotTree tree = repository.tree(backup.tree());
        return ManifestJson.read(
                backup.sourceName(), bytes(tree, backup, Layout.MANIFEST), bytes(tree, backup, Layout.KINDS));
    }

    private static byte[] bytes(SnapshotTree tree, Backup backup, String file) {
        try (InputStream content = tree.read(file)) {
            return content.readAllBytes();
        } catch (IOException e) {
            throw new Problem(
                    e, ExitCode.CORRUPT, BackupMessage.CANNOT_READ_FILE, backup.sourceName(), file, e.getMessage());
        }
    }

    /** Opens a backup as a source of objects; closing it leaves the repository open. */
    public BackupSource open(Backup backup) {
        return new BackupSource(repository, backup, manifest(backup));
    }

    /**
     * Opens etcd's snapshot in a backup as a source of objects at a revision. The snapshot is read whole first, into a working file
     * without a name, and needs as much room on the disk as it has bytes.
     *
     * @param revision one that it retains; its newest if empty
     * @throws Problem if there is none in it, it is damaged, it does not retain the revision, or there is no room
     */
    public EtcdSource openEtcd(Backup backup, OptionalLong revision, EtcdReading reading) {
        WorkingSnapshot snapshot = EtcdOfBackup.of(repository, backup).extract(reading.workFolder());
        // As a user writes it: without its revision it would be the objects in the backup, which are another source.
        String name = backup.sourceName() + (revision.isPresent() ? "@" + revision.getAsLong() : "");
        EtcdFileData data = snapshot.intoData(backup.time(), name);
        // Closes the data itself if it fails.
        return EtcdSource.open(data, revision.orElseGet(data::currentRevision), reading.encryption(), reading.prefix());
    }

    /**
     * How an object changed from backup to backup: the first state, and each that differs in a byte from the one before. Only the
     * directories on the way are read of a backup that has it unchanged. A backup whose selection does not want it says nothing.
     *
     * @param backups of one cluster, the oldest first
     * @param namespace the namespace, empty for a cluster-scoped kind
     */
    public List<ObjectState> history(List<Backup> backups, ResourceKind kind, String namespace, String name) {
        return new ObjectHistory(this::open).of(backups, kind, namespace, name);
    }

    /**
     * Proves a backup, see {@link Verification}. Trees may come out of the repository's cache: to prove what the store holds, the
     * repository is opened without one.
     */
    public Verification verify(Backup backup, VerifyOrder order) {
        return new Verifier(repository, backup, order).run();
    }

    /**
     * Copies backups to another repository, with what they need and it does not have. Those that it has already are passed over.
     *
     * @param target opened; stays open
     * @param each is told what became of each, the oldest first
     * @throws Problem if one cannot be read wholly or written; those that were told before are there
     */
    public CopyResult copy(Repository target, Collection<Backup> backups, Consumer<Copied> each) {
        return repository.copyTo(target, backups.stream().map(Backup::id).toList(), each);
    }
}
