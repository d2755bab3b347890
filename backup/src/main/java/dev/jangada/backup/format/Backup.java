package dev.jangada.backup.format;

import dev.jangada.kube.model.Selection;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Snapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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

    /** The tag of a backup that holds some of the objects: those that its cluster's settings, or its schedule, select. */
    public static final String SELECTION = "jangada-selection";

    /** Begins the tag of a backup that holds fewer still, those of a selection that was made for it alone; its digest follows. */
    private static final String PART = "jangada-part=";

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

    /** How many of the objects a backup holds. */
    public enum Holds {
        /** All. */
        ALL,
        /** Those that the cluster's settings, or its schedule, select. */
        SELECTION,
        /** Fewer than those, for this backup alone. */
        PART;

        /** As it is written in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The tags that say which objects a backup holds.
     *
     * @param isPart whether the selection was made for it alone
     */
    public static List<String> tags(Selection selection, boolean isPart) {
        if (SelectionJson.isAll(selection)) {
            return List.of();
        }
        return List.of(isPart ? PART + SelectionJson.digest(selection) : SELECTION);
    }

    /**
     * What {@code latest} means among some backups: the newest complete one that is no part. Where all are parts, the newest of those:
     * better than none. It does not depend on the settings of who asks, so it is the same from every workstation.
     */
    public static Optional<Backup> latest(Collection<Backup> backups) {
        Comparator<Backup> byTime = Comparator.comparing(Backup::time);
        return backups.stream()
                .filter(backup -> backup.complete() && backup.holds() != Holds.PART)
                .max(byTime)
                .or(() -> backups.stream().filter(Backup::complete).max(byTime));
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

    /** Which objects it holds. etcd's snapshot is always whole. */
    public Holds holds() {
        if (!part().isEmpty()) {
            return Holds.PART;
        }
        return snapshot.tags().contains(SELECTION) ? Holds.SELECTION : Holds.ALL;
    }

    /** What parts of the same objects have in common, and others have not; empty if it is no part. */
    public String part() {
        return snapshot.tags().stream()
                .filter(tag -> tag.startsWith(PART))
                .findFirst()
                .map(tag -> tag.substring(PART.length()))
                .orElse("");
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
