package dev.jangada.cli.source;

import dev.jangada.backup.Backups;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.read.BackupSource;
import dev.jangada.backup.read.ObjectState;
import dev.jangada.kube.model.KindCatalog;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.problem.Problem;
import java.util.List;
import java.util.Objects;

/** The backups of a cluster up to one of them; leaves the repository that they are in when it is closed. */
public final class BackupsUpTo implements AutoCloseable {

    private final SharedRepository.Use repository;
    private final Backups backups;
    private final List<Backup> all;

    /**
     * Some backups.
     *
     * @param all the oldest first, at least one
     */
    BackupsUpTo(SharedRepository.Use repository, Backups backups, List<Backup> all) {
        this.repository = repository;
        this.backups = backups;
        this.all = List.copyOf(all);
    }

    /**
     * What a word means among the kinds of the newest of them that knows it: what is gone from the cluster has a history all the same.
     *
     * @throws Problem if none knows such a kind
     */
    public ResourceKind kind(String word) {
        Problem unknown = null;
        for (Backup backup : all.reversed()) {
            try (BackupSource source = backups.open(backup)) {
                KindCatalog kinds = source.kinds();
                try {
                    return kinds.find(word).getFirst();
                } catch (Problem notHere) {
                    unknown = unknown == null ? notHere : unknown;
                }
            }
        }
        throw Objects.requireNonNull(unknown);
    }

    /** How an object changed, see {@link Backups#history}. */
    public List<ObjectState> history(ResourceKind kind, String namespace, String name) {
        return backups.history(all, kind, namespace, name);
    }

    @Override
    public void close() {
        repository.close();
    }
}
