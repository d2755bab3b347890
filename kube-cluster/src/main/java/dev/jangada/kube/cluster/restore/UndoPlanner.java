package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
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

    /** So many are asked for one by one; more are found by reading the kind. */
    private static final int FEW = 20;

    private final RestoreFolder restore;
    private final ObjectSource before;
    private final Target target;
    private final FingerprintKey key;
    private final Plan plan;
    private final JournalState state;

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
    }

    /**
     * Plans.
     *
     * @param folder the folder of the undoing, a restore of its own
     * @throws Problem if the target is another cluster or cannot be read, or the plan cannot be written
     */
    public Plan plan(RestoreFolder folder) {
        target.identity().require(plan.header().target());
        try (var writer = new PlanWriter(folder.plan());
                WrittenIndex written = WrittenIndex.of(restore.journal())) {
            var undoing = new Undoing(before, state, written, asRestored(), asSaved(), key);
            plan.blocks(block -> plan(block, undoing, writer.block()));
            return writer.finish(new PlanHeader(
                    Instant.now(),
                    before.provenance().source(),
                    before.provenance().clusterUid(),
                    before.digest(),
                    target.identity(),
                    AS_SAVED,
                    writer.entries(),
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

    private AsRestored asRestored() {
        return new AsRestored(target, scrubber(plan.header().options().scrub()), key, state.beginning());
    }

    private AsRestored asSaved() {
        return new AsRestored(target, scrubber(AS_SAVED.scrub()), key, Optional.empty());
    }

    private static Scrubber scrubber(Scrub scrub) {
        return new Scrubber(scrub, _ -> false);
    }

    /** What the restore did about the objects of one kind; looked at in the order in which the target gives them. */
    private void plan(PlanBlock block, Undoing undoing, PlanWriter.Block undone) {
        try (Todo todo = Todo.ofTarget(block, each -> each.entry().action().writes())) {
            ResourceKind kind = block.kind();
            boolean served = target.kind(kind.groupKind()).isPresent();
            boolean few = todo.size() <= FEW;
            if (served && !few) {
                var _ = target.source()
                        .read(
                                kind,
                                Selection.ALL,
                                live -> todo.take(live.key())
                                        .flatMap(each -> undoing.of(each, Optional.of(live)))
                                        .ifPresent(undone::add));
            }
            todo.takeRest(each -> undoing.of(each, served && few ? found(each.entry()) : Optional.empty())
                    .ifPresent(undone::add));
        }
    }

    private Optional<KubeObject> found(PlanEntry entry) {
        return target.get(entry.kind(), entry.namespace(), entry.name());
    }
}
