package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.restore.Plan.Numbered;
import dev.jangada.kube.cluster.restore.PlanEntry.Live;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.compare.NormalForm;
import dev.jangada.kube.model.compare.ObjectDiff;
import java.util.List;
import java.util.Optional;

/**
 * Decides what takes back what a restore did about one object.
 *
 * @param before the objects that it had saved
 * @param state what its journal adds up to
 * @param written what it has written
 * @param asRestored looks at objects as the restore did
 * @param asSaved looks at objects as they were saved, with all that belongs to the cluster
 * @param key makes fingerprints
 */
record Undoing(
        ObjectSource before,
        JournalState state,
        WrittenIndex written,
        AsRestored asRestored,
        AsRestored asSaved,
        FingerprintKey key) {

    /**
     * What takes an entry back; empty if it has done nothing.
     *
     * @param live the object in the target, if it is there
     */
    Optional<PlanEntry> of(Numbered numbered, Optional<KubeObject> live) {
        PlanEntry entry = numbered.entry();
        int number = numbered.number();
        if (state.has(number, Outcome.SAME)) {
            return Optional.empty();
        }
        return switch (entry.action()) {
            case CREATE -> live.flatMap(there -> created(entry, number, there));
            case CHANGE -> changed(entry, number, live);
            case DELETE -> deleted(entry, live);
            case SAME, SKIP, CANNOT -> Optional.empty();
        };
    }

    private Optional<PlanEntry> created(PlanEntry entry, int number, KubeObject live) {
        boolean done = state.has(number, Outcome.CREATED) || state.has(number, Outcome.CHANGED);
        // What was not written down may have been done all the same, if the restore was cut off then.
        if ((!done && !asRestored.isCreatedHere(live)) || AsRestored.isTerminating(live)) {
            return Optional.empty();
        }
        return Optional.of(
                isAsRestored(live, entry, number)
                        ? undoing(entry, Action.DELETE, Optional.empty(), live, Optional.empty())
                                .owned(PlanEntry.isOwned(live))
                        : leftAlone(entry, live));
    }

    private Optional<PlanEntry> changed(PlanEntry entry, int number, Optional<KubeObject> live) {
        Optional<KubeObject> saved = saved(entry);
        if (saved.isEmpty() || state.began().isEmpty()) {
            return Optional.empty();
        }
        if (live.isEmpty()) {
            // Perhaps deleted for its successor, and then the restore was cut off.
            return Optional.of(recreating(entry, saved.get()));
        }
        boolean done = state.has(number, Outcome.CHANGED);
        if ((!done && !asRestored.isWrittenHere(live.get())) || asSaved.is(live.get(), saved.get())) {
            return Optional.empty();
        }
        return Optional.of(
                isAsChanged(live.get(), entry, number)
                        ? undoing(entry, Action.CHANGE, Optional.of(back(entry)), live.get(), saved)
                                .changing(changes(live.get(), saved.get()))
                        : leftAlone(entry, live.get()));
    }

    private List<Change> changes(KubeObject live, KubeObject saved) {
        return ObjectDiff.of(asSaved.content(live), saved, NormalForm.standard()).changes().stream()
                .map(Change::of)
                .toList();
    }

    /** What could not become the new one cannot become the old one either. */
    private static How back(PlanEntry entry) {
        return entry.how().filter(How.RECREATE::equals).orElse(How.REPLACE);
    }

    private Optional<PlanEntry> deleted(PlanEntry entry, Optional<KubeObject> live) {
        Optional<KubeObject> saved = saved(entry);
        boolean gone = live.filter(there -> !AsRestored.isTerminating(there)).isEmpty();
        // A restore that was cut off may not have come to write down that it deleted it.
        return saved.isPresent() && gone && state.began().isPresent()
                ? Optional.of(recreating(entry, saved.get()))
                : Optional.empty();
    }

    private Optional<KubeObject> saved(PlanEntry entry) {
        Optional<ResourceKind> kind = before.kinds().find(entry.kind().groupKind());
        return kind.flatMap(found -> before.get(found, entry.namespace(), entry.name()))
                .map(asSaved::content);
    }

    private boolean isAsRestored(KubeObject live, PlanEntry entry, int number) {
        Optional<Result.Written> then = written.of(number);
        if (then.filter(it -> !it.uid().equals(live.uid())).isPresent()) {
            // Another one of the same name.
            return false;
        }
        return then.filter(it -> it.is(live)).isPresent()
                || entry.desired()
                        .filter(key.of(asRestored.content(live))::equals)
                        .isPresent();
    }

    /** What was merged into an object, or added to it, is not all that it is; of it only its version can tell. */
    private boolean isAsChanged(KubeObject live, PlanEntry entry, int number) {
        return switch (entry.how().orElse(How.REPLACE)) {
            case REPLACE, RECREATE -> isAsRestored(live, entry, number);
            case MERGE -> written.of(number).map(then -> then.is(live)).orElse(true);
            // Kubelet and the volume controller write these all the time.
            case NODE, REPOINT -> true;
        };
    }

    private PlanEntry undoing(
            PlanEntry entry, Action action, Optional<How> how, KubeObject live, Optional<KubeObject> saved) {
        return new PlanEntry(
                action,
                how,
                entry.kind(),
                entry.target(),
                entry.namespace(),
                entry.name(),
                Optional.of(new Live(live.uid(), live.resourceVersion(), key.of(asSaved.content(live)))),
                saved.map(key::of),
                saved.filter(PlanEntry::isOwned).isPresent(),
                Optional.empty(),
                List.of());
    }

    private PlanEntry recreating(PlanEntry entry, KubeObject saved) {
        return new PlanEntry(
                Action.CREATE,
                Optional.empty(),
                entry.kind(),
                entry.target(),
                entry.namespace(),
                entry.name(),
                Optional.empty(),
                Optional.of(key.of(saved)),
                // Its owner may have been deleted too, and then comes back with another uid.
                PlanEntry.isOwned(saved),
                Optional.empty(),
                List.of());
    }

    private PlanEntry leftAlone(PlanEntry entry, KubeObject live) {
        return undoing(entry, Action.CANNOT, Optional.empty(), live, Optional.empty())
                .because(Why.of(RestoreMessage.CHANGED_SINCE));
    }
}
