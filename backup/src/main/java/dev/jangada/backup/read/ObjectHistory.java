package dev.jangada.backup.read;

import dev.jangada.backup.format.Backup;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How one object changed from backup to backup. Equal blobs are equal objects, so only what differs is read. */
public final class ObjectHistory {

    private final Function<Backup, BackupSource> open;

    /**
     * A history.
     *
     * @param open opens a backup as a source
     */
    public ObjectHistory(Function<Backup, BackupSource> open) {
        this.open = open;
    }

    /**
     * The first state, and each that differs from the one before. A backup that would not have the object even if it was there — its kind
     * could not be read, or its selection does not want it — says nothing.
     *
     * @param backups the oldest first
     * @param namespace the namespace, empty for a cluster-scoped kind
     */
    public List<ObjectState> of(List<Backup> backups, ResourceKind kind, String namespace, String name) {
        var states = new ArrayList<ObjectState>();
        var absence = new Absence(kind, namespace, name);
        boolean absent = false;
        List<Id> before = List.of();
        for (Backup backup : backups) {
            try (BackupSource source = open.apply(backup)) {
                Optional<Node> file = source.file(kind.groupKind(), namespace, name);
                boolean told = absence.isTold(source, file.isPresent());
                List<Id> content = file.map(Node::content).orElse(List.of());
                boolean gone = file.isEmpty() && told && !before.isEmpty();
                if (gone || file.isPresent() && !content.equals(before)) {
                    states.add(new ObjectState(
                            backup,
                            file.isPresent() ? source.get(kind, namespace, name) : Optional.empty(),
                            file.isPresent() && before.isEmpty() && (absent || told)));
                }
                if (file.isPresent() || told) {
                    before = content;
                    absent = file.isEmpty();
                }
            }
        }
        return List.copyOf(states);
    }
}
