package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.cluster.restore.PlanEntry.Live;
import dev.jangada.kube.cluster.restore.Result.Written;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.scrub.Scrubber;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans to take back what a restore did: what it created is deleted, what it changed and deleted is put back from the
 * objects that it had saved. What somebody has changed since is left alone, and named.
 *
 * <p>The result is a plan like any other; its source are the saved objects, as they were.
 */
public final class UndoPlanner {

    /** Everything as it was saved. */
    private static final RestoreOptions AS_SAVED = new RestoreOptions(
            Selection.ALL,
            Existing.REPLACE,
            VolumePolicy.REATTACH,
            Set.of(Choice.VERBATIM),
            List.of(),
            Map.of(),
            Map.of(),
            "");

    private final RestoreFolder restore;
    private final ObjectSource before;
    private final Target target;
    private final FingerprintKey key;
    private final Plan plan;
    private final JournalState state;
    private final AsRestored asRestored;
    private final AsRestored asSaved;
    private final Map<Integer, Written> written = new HashMap<>();

    /**
     * A planner.
     *
     * @param restore the restore
     * @param before the objects that it had saved; a source without objects if it overwrote none
     * @param target the cluster that it went to
     */
    public UndoPlanner(RestoreFolder restore, ObjectSource before, LiveSource target, FingerprintKey key) {
        this.restore = restore;
        this.before = before;
        this.target = new Target(target);
        this.key = key;
        this.plan = Plan.open(restore.plan());
        this.state = JournalState.of(restore.journal());
        Scrubber.Owners nobody = _ -> false;
        this.asRestored =
                new AsRestored(this.target, new Scrubber(plan.header().options().scrub(), nobody), key);
        this.asSaved = new AsRestored(this.target, new Scrubber(AS_SAVED.scrub(), nobody), key);
    }

    /**
     * Plans.
     *
     * @param folder the folder of the undoing, a restore of its own
     * @throws Problem if the target is another cluster, or the plan cannot be written
     */
    public Plan plan(RestoreFolder folder) {
        target.identity().require(plan.header().target());
        JournalState.written(restore.journal(), (object, entry) -> written.put(entry, object));
        try (var writer = new PlanWriter(folder.plan())) {
            plan.blocks(block -> {
                PlanWriter.Block undone = writer.block();
                block.forEach(each -> entry(each.entry(), each.number()).ifPresent(undone::add));
            });
            long entries =
                    writer.counts().values().stream().mapToLong(Long::longValue).sum();
            return writer.finish(new PlanHeader(
                    Instant.now(),
                    before.provenance().source(),
                    before.provenance().clusterUid(),
                    before.digest(),
                    target.identity(),
                    AS_SAVED,
                    entries,
                    writer.counts(),
                    Map.of(),
                    Set.of(),
                    plan.header().late(),
                    List.of(Why.of(RestoreMessage.UNDOES, restore.id())),
                    List.of(),
                    List.of()));
        } catch (IOException | UncheckedIOException e) {
            throw new Problem(e, ExitCode.FAILED, RestoreMessage.CANNOT_WRITE_STATE, folder.path(), e.getMessage());
        }
    }

    /** What takes an entry back; empty if it has done nothing. */
    private Optional<PlanEntry> entry(PlanEntry entry, int number) {
        return switch (entry.action()) {
            case CREATE -> created(entry, number);
            case CHANGE -> changed(entry, number);
            case DELETE -> deleted(entry);
            case SAME, SKIP, CANNOT -> Optional.empty();
        };
    }

    private Optional<PlanEntry> created(PlanEntry entry, int number) {
        if (state.has(number, Outcome.SAME)) {
            return Optional.empty();
        }
        boolean done = state.has(number, Outcome.CREATED) || state.has(number, Outcome.CHANGED);
        return target.get(entry.kind(), entry.namespace(), entry.name()).flatMap(live -> {
            if ((!done && !AsRestored.isOurs(live)) || AsRestored.isTerminating(live)) {
                return Optional.empty();
            }
            return Optional.of(
                    isAsRestored(live, entry, number)
                            ? undoing(entry, Action.DELETE, Optional.empty(), live, Optional.empty())
                                    .owned(PlanEntry.isOwned(live))
                            : leftAlone(entry, live));
        });
    }

    private Optional<PlanEntry> changed(PlanEntry entry, int number) {
        Optional<KubeObject> saved = saved(entry);
        if (saved.isEmpty() || state.began().isEmpty()) {
            return Optional.empty();
        }
        Optional<KubeObject> live = target.get(entry.kind(), entry.namespace(), entry.name());
        if (live.isEmpty()) {
            // Perhaps deleted for its successor, and then the restore was cut off.
            return Optional.of(recreating(entry, saved.get()));
        }
        boolean done = state.has(number, Outcome.CHANGED);
        if ((!done && !AsRestored.isOurs(live.get())) || asSaved.is(live.get(), saved.get())) {
            return Optional.empty();
        }
        return Optional.of(
                isAsChanged(live.get(), entry, number)
                        ? undoing(entry, Action.CHANGE, Optional.of(back(entry)), live.get(), saved)
                        : leftAlone(entry, live.get()));
    }

    /** What could not become the new one cannot become the old one either. */
    private static How back(PlanEntry entry) {
        return entry.how().filter(How.RECREATE::equals).orElse(How.REPLACE);
    }

    private Optional<PlanEntry> deleted(PlanEntry entry) {
        Optional<KubeObject> saved = saved(entry);
        boolean gone = target.get(entry.kind(), entry.namespace(), entry.name())
                .filter(live -> !AsRestored.isTerminating(live))
                .isEmpty();
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
        @Nullable Written then = written.get(number);
        if (then != null && !then.uid().equals(live.uid())) {
            // Another one of the same name.
            return false;
        }
        return (then != null && then.is(live))
                || entry.desired()
                        .filter(key.of(asRestored.content(live))::equals)
                        .isPresent();
    }

    /** What was merged into an object, or added to it, is not all that it is; of it only its version can tell. */
    private boolean isAsChanged(KubeObject live, PlanEntry entry, int number) {
        return switch (entry.how().orElse(How.REPLACE)) {
            case REPLACE, RECREATE -> isAsRestored(live, entry, number);
            case MERGE -> {
                @Nullable Written then = written.get(number);
                yield then == null || then.is(live);
            }
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
