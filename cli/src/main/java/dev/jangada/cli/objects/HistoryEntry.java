package dev.jangada.cli.objects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.read.ObjectState;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.compare.FieldChange;
import dev.jangada.kube.model.compare.NormalForm;
import dev.jangada.kube.model.compare.ObjectDiff;
import dev.jangada.kube.storage.ObjectRevision;
import dev.jangada.kube.storage.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One revision of an object, or its state in one backup, and what has changed.
 *
 * @param revision the revision; of a backup its place among the states
 * @param what whether the object was made, changed or deleted by it, is only the oldest that is retained, or cannot be read
 * @param object the object after it; empty if it was deleted, or cannot be read
 * @param writer who wrote it, as far as the object tells
 * @param changes fields that differ from the last revision before that can be read
 */
record HistoryEntry(
        long revision, What what, Optional<KubeObject> object, Optional<Writer> writer, List<FieldChange> changes) {

    /** What a revision is to its object. */
    enum What {
        CREATED,
        CHANGED,
        DELETED,
        OLDEST,
        UNREADABLE,
        /** Others before it are retained, and none of them can be read. */
        OLDEST_READABLE;

        /** The word in JSON. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * Compares each revision with the last one before it that can be read.
     *
     * @param everything whether what the server assigns and controllers write is compared too
     */
    static List<HistoryEntry> of(List<ObjectRevision> revisions, boolean everything) {
        NormalForm form = everything ? NormalForm.asRead() : NormalForm.standard();
        var entries = new ArrayList<HistoryEntry>();
        KubeObject before = null;
        boolean hidden = false;
        for (ObjectRevision revision : revisions) {
            KubeObject object = revision.object().map(StoredObject::object).orElse(null);
            entries.add(new HistoryEntry(
                    revision.revision(),
                    what(revision, before, hidden),
                    Optional.ofNullable(object),
                    object == null ? Optional.empty() : Writer.of(object, before),
                    object == null || before == null
                            ? List.of()
                            : ObjectDiff.of(bare(before), bare(object), form).changes()));
            hidden = revision.unreadable().isPresent();
            before = revision.unreadable().isPresent() ? before : object;
        }
        return List.copyOf(entries);
    }

    /**
     * Compares the state in each backup with the one before it. What no earlier backup tells not to have been there may be older.
     */
    static List<HistoryEntry> ofBackups(List<ObjectState> states, boolean everything) {
        var revisions = new ArrayList<ObjectRevision>();
        for (ObjectState state : states) {
            revisions.add(new ObjectRevision(
                    revisions.size(),
                    state.isNew(),
                    state.object().map(object -> new StoredObject(object, true, List.of())),
                    Optional.empty()));
        }
        return of(revisions, everything);
    }

    /** @param hidden whether the revision just before it cannot be read */
    private static What what(ObjectRevision revision, @Nullable KubeObject before, boolean hidden) {
        if (revision.unreadable().isPresent()) {
            return What.UNREADABLE;
        }
        if (revision.deleted()) {
            return What.DELETED;
        }
        if (revision.created()) {
            return What.CREATED;
        }
        if (before == null) {
            return hidden ? What.OLDEST_READABLE : What.OLDEST;
        }
        return What.CHANGED;
    }

    /** Without what differs in every revision and is told in another way. */
    private static KubeObject bare(KubeObject object) {
        ObjectNode tree = object.tree().deepCopy();
        if (tree.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove(List.of("managedFields", "resourceVersion"));
        }
        return KubeObject.of(tree);
    }
}
