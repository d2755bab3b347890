package dev.jangada.cli.source;

import dev.jangada.backup.Backups;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.read.BackupSource;
import dev.jangada.backup.read.ObjectState;
import dev.jangada.kube.model.ResourceKind;
import java.util.List;

/** The backups of a cluster up to one of them; leaves the repository that they are in when it is closed. */
public final class BackupsUpTo implements AutoCloseable {

    private final SharedRepository.Use repository;
    private final Backups backups;
    private final List<Backup> all;
    private final Backup last;

    BackupsUpTo(SharedRepository.Use repository, Backups backups, List<Backup> all, Backup last) {
        this.repository = repository;
        this.backups = backups;
        this.all = List.copyOf(all);
        this.last = last;
    }

    /** The oldest of them. */
    public Backup oldest() {
        return all.getFirst();
    }

    /**
     * What a word means among the kinds of the last one.
     *
     * @throws dev.jangada.problem.Problem if there is no such kind
     */
    public ResourceKind kind(String word) {
        try (BackupSource source = backups.open(last)) {
            return source.kinds().find(word).getFirst();
        }
    }

    /** How an object changed, see {@link Backups#history}. */
    public List<ObjectState> history(ResourceKind kind, String namespace, String name) {
        return backups.history(all, kind.groupKind(), namespace, name);
    }

    @Override
    public void close() {
        repository.close();
    }
}
