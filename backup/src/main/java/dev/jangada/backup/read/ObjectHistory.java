package dev.jangada.backup.read;

import dev.jangada.backup.format.Backup;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
     * The first state, and each that differs from the one before.
     *
     * @param backups the oldest first
     * @param namespace the namespace, empty for a cluster-scoped kind
     */
    public List<ObjectState> of(List<Backup> backups, GroupKind kind, String namespace, String name) {
        var states = new ArrayList<ObjectState>();
        List<Id> before = null;
        for (Backup backup : backups) {
            try (BackupSource source = open.apply(backup)) {
                Optional<Node> file = source.file(kind, namespace, name);
                boolean covered = source.coverage().covers(kind);
                if (file.isEmpty() && (!covered || before == null)) {
                    continue;
                }
                List<Id> content = file.map(Node::content).orElse(List.of());
                if (!content.equals(before)) {
                    states.add(state(source, backup, kind, namespace, name));
                }
                before = content;
            }
        }
        return List.copyOf(states);
    }

    private static ObjectState state(
            BackupSource source, Backup backup, GroupKind kind, String namespace, String name) {
        @Nullable ResourceKind known = source.kinds().find(kind).orElse(null);
        return new ObjectState(backup, known == null ? Optional.empty() : source.get(known, namespace, name));
    }
}
