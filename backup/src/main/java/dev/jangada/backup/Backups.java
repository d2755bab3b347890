package dev.jangada.backup;

import dev.jangada.backup.create.BackupOrder;
import dev.jangada.backup.create.CreatedBackup;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.format.Manifest;
import dev.jangada.backup.read.BackupSource;
import dev.jangada.backup.read.EtcdReading;
import dev.jangada.backup.read.ObjectState;
import dev.jangada.backup.verify.Verification;
import dev.jangada.backup.verify.VerifyOrder;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.storage.EtcdSource;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.format.Id;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The backups in a repository. Safe for use by several threads; the repository stays the caller's to close. */
@SuppressWarnings("DoNotCallSuggester") // A skeleton: bodies follow.
public final class Backups {

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
     * Makes a backup. What cannot be read becomes a gap of it and marks it as incomplete; it is made all the same.
     *
     * @throws Problem if nothing at all can be read, etcd's snapshot is asked for and cannot be had, a tag is Jangada's own, or it
     *     cannot be written; then there is none
     */
    public CreatedBackup create(BackupOrder order) {
        throw new UnsupportedOperationException();
    }

    /**
     * All backups, the oldest first. Reads the snapshot documents only.
     *
     * @param damaged is told of documents that cannot be read, and may go on
     */
    public List<Backup> all(BiConsumer<Id, Problem> damaged) {
        throw new UnsupportedOperationException();
    }

    /** The backups of a cluster, or of all, the oldest first; a damaged document is a problem. */
    public List<Backup> list(Optional<String> cluster) {
        throw new UnsupportedOperationException();
    }

    /**
     * The backup that is meant.
     *
     * @param text an id, the beginning of one, or {@code latest}: the newest complete one
     * @param cluster whose newest one; of all clusters if empty. An id may be of any
     * @throws Problem if there is none, or more than one
     */
    public Backup find(String text, Optional<String> cluster) {
        throw new UnsupportedOperationException();
    }

    /**
     * What a backup is. Reads two small files.
     *
     * @throws Problem if its manifest is damaged, or of a newer format
     */
    public Manifest manifest(Backup backup) {
        throw new UnsupportedOperationException();
    }

    /** Opens a backup as a source of objects; closing it leaves the repository open. */
    public BackupSource open(Backup backup) {
        throw new UnsupportedOperationException();
    }

    /**
     * Opens etcd's snapshot in a backup as a source of objects at a revision. The snapshot is read whole first, into a working file
     * without a name: one second for some 200 MB, and as much room on the disk as it has bytes.
     *
     * @param revision one that it retains; its newest if empty
     * @throws Problem if there is none in it, it is damaged, it does not retain the revision, or there is no room
     */
    public EtcdSource openEtcd(Backup backup, OptionalLong revision, EtcdReading reading) {
        throw new UnsupportedOperationException();
    }

    /**
     * How an object changed from backup to backup: the first state, and each that differs in a byte from the one before. Only the
     * directories on the way are read of a backup that has it unchanged.
     *
     * @param backups of one cluster, the oldest first
     * @param namespace the namespace, empty for a cluster-scoped kind
     */
    public List<ObjectState> history(List<Backup> backups, GroupKind kind, String namespace, String name) {
        throw new UnsupportedOperationException();
    }

    /**
     * Proves a backup, see {@link Verification}. Trees may come out of the repository's cache: to prove what the store holds, the
     * repository is opened without one.
     */
    public Verification verify(Backup backup, VerifyOrder order) {
        throw new UnsupportedOperationException();
    }

    /**
     * Removes backups; what only they needed stays until the repository is pruned. Needs the repository alone.
     *
     * @param verified whether a backup has been verified, and was sound
     * @param force whether the last complete, or the last verified complete, backup of a cluster may go too
     * @throws Problem with {@link dev.jangada.problem.ExitCode#REFUSED} if it would, and may not; then none is removed
     */
    public void forget(Collection<Backup> backups, Predicate<Backup> verified, boolean force) {
        throw new UnsupportedOperationException();
    }

    /** Copies backups to another repository, which keeps what it has of them already. */
    public void copy(Repository target, Collection<Backup> backups) {
        throw new UnsupportedOperationException();
    }
}
