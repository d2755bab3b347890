package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.cluster.restore.PlanEntry.Live;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        PlanHeader header = plan.header();
        String uid = target.identity().uid();
        if (!uid.equals(header.target().uid())) {
            throw new Problem(
                    ExitCode.REFUSED,
                    RestoreMessage.WRONG_TARGET,
                    header.target().server(),
                    header.target().uid(),
                    uid);
        }
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
            case DELETE -> deleted(entry, number);
            case SAME, SKIP, CANNOT -> Optional.empty();
        };
    }

    private Optional<PlanEntry> created(PlanEntry entry, int number) {
        if (state.has(number, Outcome.SAME)) {
            return Optional.empty();
        }
        boolean written = state.has(number, Outcome.CREATED) || state.has(number, Outcome.CHANGED);
        return target.get(entry.kind(), entry.namespace(), entry.name()).flatMap(live -> {
            if (!written && !AsRestored.isOurs(live)) {
                return Optional.empty();
            }
            return Optional.of(
                    isAsRestored(live, entry)
                            ? undoing(entry, Action.DELETE, Optional.empty(), live, Optional.empty())
                            : leftAlone(entry, live));
        });
    }

    private Optional<PlanEntry> changed(PlanEntry entry, int number) {
        Optional<KubeObject> saved = saved(entry);
        Optional<KubeObject> live = target.get(entry.kind(), entry.namespace(), entry.name());
        boolean written = state.has(number, Outcome.CHANGED);
        if (saved.isEmpty() || (!written && live.filter(AsRestored::isOurs).isEmpty())) {
            return Optional.empty();
        }
        if (live.isEmpty()) {
            return Optional.of(recreating(entry, saved.get()));
        }
        if (asSaved.is(live.get(), saved.get())) {
            return Optional.empty();
        }
        boolean merged = entry.how()
                .filter(how -> how != How.REPLACE && how != How.RECREATE)
                .isPresent();
        boolean untouched = merged || isAsRestored(live.get(), entry);
        return Optional.of(
                untouched
                        ? undoing(entry, Action.CHANGE, Optional.of(How.REPLACE), live.get(), saved)
                        : leftAlone(entry, live.get()));
    }

    private Optional<PlanEntry> deleted(PlanEntry entry, int number) {
        Optional<KubeObject> saved = saved(entry);
        boolean gone = target.get(entry.kind(), entry.namespace(), entry.name()).isEmpty();
        return saved.isPresent() && gone && state.has(number, Outcome.DELETED)
                ? Optional.of(recreating(entry, saved.get()))
                : Optional.empty();
    }

    private Optional<KubeObject> saved(PlanEntry entry) {
        Optional<ResourceKind> kind = before.kinds().find(entry.kind().groupKind());
        return kind.flatMap(found -> before.get(found, entry.namespace(), entry.name()));
    }

    private boolean isAsRestored(KubeObject live, PlanEntry entry) {
        return entry.desired().filter(key.of(asRestored.content(live))::equals).isPresent();
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
                Optional.of(new Live(live.uid(), live.resourceVersion(), key.of(live))),
                saved.map(key::of),
                false,
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
                false,
                Optional.empty(),
                List.of());
    }

    private PlanEntry leftAlone(PlanEntry entry, KubeObject live) {
        return undoing(entry, Action.CANNOT, Optional.empty(), live, Optional.empty())
                .because(Why.of(RestoreMessage.CHANGED_SINCE));
    }
}
