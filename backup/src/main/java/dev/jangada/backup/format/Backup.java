package dev.jangada.backup.format;

import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A backup, as far as its snapshot document tells; {@link Manifest} knows more.
 *
 * @param id the snapshot's id
 * @param snapshot its document
 */
public record Backup(Id id, Snapshot snapshot) {

    /** The tag of every backup. */
    public static final String TAG = "jangada";

    /** The tag of the small snapshots that are no backups, but say what became of one. */
    public static final String EVIDENCE = "jangada-evidence";

    /** The tag of a backup that holds everything it should. */
    public static final String COMPLETE = "complete";

    /** The tag of a backup that does not. */
    public static final String INCOMPLETE = "incomplete";

    private static final Set<String> OWN = Set.of(TAG, EVIDENCE, COMPLETE, INCOMPLETE);
    private static final String ETCD_PATH = "/" + Layout.ETCD + "/" + Layout.SNAPSHOT;
    private static final String OBJECTS_PATH = "/" + Layout.OBJECTS;

    /** The backup that a snapshot is; empty if it is another's, or evidence. */
    public static Optional<Backup> of(Id id, Snapshot snapshot) {
        return snapshot.tags().contains(TAG) && !snapshot.tags().contains(EVIDENCE)
                ? Optional.of(new Backup(id, snapshot))
                : Optional.empty();
    }

    /** Whether a tag is Jangada's own, and no user's. */
    public static boolean isOwn(String tag) {
        return OWN.contains(tag) || tag.startsWith(TAG + "-");
    }

    /** What a snapshot says that it saved. */
    public static List<String> paths(boolean etcd) {
        return etcd ? List.of(ETCD_PATH, OBJECTS_PATH) : List.of(OBJECTS_PATH);
    }

    /** The moment that it is of. */
    public Instant time() {
        return snapshot.time();
    }

    /** The cluster's name. */
    public String cluster() {
        return snapshot.host();
    }

    /** Whether it holds everything it should. One that does not say so does not. */
    public boolean complete() {
        return snapshot.tags().contains(COMPLETE) && !snapshot.tags().contains(INCOMPLETE);
    }

    /** Whether etcd's snapshot is in it. */
    public boolean withEtcd() {
        return snapshot.paths().contains(ETCD_PATH);
    }

    /** The user's tags. */
    public List<String> tags() {
        return snapshot.tags().stream().filter(tag -> !isOwn(tag)).toList();
    }

    /** The root of its tree. */
    public Id tree() {
        return snapshot.tree();
    }

    /** How a user writes it as a source: {@code backup:} and the id's first digits. */
    public String sourceName() {
        return "backup:" + id.brief();
    }
}
