package dev.jangada.cli;

import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.cluster.restore.Plan;
import dev.jangada.kube.cluster.restore.PlanHeader;
import dev.jangada.kube.cluster.restore.Planner;
import dev.jangada.kube.cluster.restore.RebindPlanner;
import dev.jangada.kube.cluster.restore.RestoreFolder;
import dev.jangada.kube.cluster.restore.RestoreMessage;
import dev.jangada.kube.cluster.restore.RestoreOptions;
import dev.jangada.kube.cluster.restore.Restores;
import dev.jangada.kube.cluster.restore.UndoPlanner;
import dev.jangada.kube.dump.convert.VersionConverter;
import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A plan with the two sides that it is for, open.
 *
 * @param folder where the restore keeps what it knows
 * @param incomplete what could not be read while planning, in the user's language
 */
record PlannedRestore(
        RestoreFolder folder, Plan plan, ObjectSource source, ObjectSource target, List<String> incomplete)
        implements AutoCloseable {

    /**
     * Makes a plan.
     *
     * @param from the source as the user wrote it
     * @param to the target as the user wrote it
     */
    @SuppressWarnings("MustBeClosedChecker") // Both sides go to the caller, or are closed here.
    static PlannedRestore make(
            JangadaCommand jangada, String from, String to, SelectionOptions selection, RestoreChoices choices) {
        ObjectSource target = jangada.sources().open(Sources.absolute(to));
        Optional<ObjectSource> opened = Optional.empty();
        boolean made = false;
        try {
            ObjectSource source = NamedSource.lasting(jangada.sources().open(Sources.absolute(from)));
            opened = Optional.of(source);
            RestoreOptions options = choices.options(selection.selection(jangada.globals.namespaces, source), source);
            jangada.warnOfUnknownNamespaces(source, target);
            Transforms.check(options, source)
                    .forEach(warning ->
                            jangada.terminal.note(CliMessage.WARNING, warning.in(jangada.terminal.locale())));
            PlannedRestore planned = plan(jangada, source, target, options);
            made = true;
            return planned;
        } finally {
            if (!made) {
                opened.ifPresent(ObjectSource::close);
                target.close();
            }
        }
    }

    private static PlannedRestore plan(
            JangadaCommand jangada, ObjectSource source, ObjectSource target, RestoreOptions options) {
        Restores restores = jangada.restores();
        try (Progress progress = Progress.start(jangada.terminal, jangada.globals)) {
            var planner = new Planner(
                    new ObservedSource(source, progress),
                    target,
                    options,
                    new VersionConverter(),
                    Transforms.of(options, source),
                    restores.key());
            RestoreFolder folder = restores.create();
            Plan plan = orNothing(folder, () -> planner.plan(folder));
            List<String> incomplete = Stream.of(
                            source.coverage().gaps(), target.coverage().gaps(), planner.gaps())
                    .flatMap(List::stream)
                    .map(gap -> told(jangada.terminal, gap))
                    .toList();
            return new PlannedRestore(folder, plan, source, target, incomplete);
        }
    }

    /** A folder without a plan is of no use to anybody. */
    private static Plan orNothing(RestoreFolder folder, Supplier<Plan> planning) {
        try {
            return planning.get();
        } catch (RuntimeException e) {
            try {
                Files.delete(folder.path());
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    private static String told(Terminal terminal, Gap gap) {
        return gap.what() + ": " + gap.why().in(terminal.locale());
    }

    /**
     * Opens a plan that was made before, with its two sides.
     *
     * @param plan the plan
     * @param to the target that the user names; empty for the plan's
     * @param folder the restore's folder, asked for when both sides are the right ones
     * @throws Problem if one of them is not what the plan was made with ({@link ExitCode#REFUSED})
     */
    @SuppressWarnings("MustBeClosedChecker") // Both sides go to the caller, or are closed here.
    static PlannedRestore open(JangadaCommand jangada, Plan plan, Optional<String> to, Supplier<RestoreFolder> folder) {
        PlanHeader header = plan.header();
        LiveSource live = jangada.sources().openLive(target(jangada, header, to));
        Optional<ObjectSource> opened = Optional.empty();
        boolean fits = false;
        try {
            requireTarget(header, live);
            ObjectSource source = jangada.sources().open(header.source());
            opened = Optional.of(source);
            requireSource(header, source);
            RestoreFolder kept = folder.get();
            var planned = new PlannedRestore(kept, Plan.open(PlanFile.in(kept)), source, live, header.incomplete());
            fits = true;
            return planned;
        } finally {
            if (!fits) {
                opened.ifPresent(ObjectSource::close);
                live.close();
            }
        }
    }

    /**
     * Plans to take back what a restore did.
     *
     * @param done the restore's folder
     * @param to the target that the user names; empty for the restore's
     */
    @SuppressWarnings("MustBeClosedChecker") // Both sides go to the caller, or are closed here.
    static PlannedRestore undo(JangadaCommand jangada, RestoreFolder done, Optional<String> to) {
        PlanHeader header = Plan.open(PlanFile.in(done)).header();
        LiveSource target = jangada.sources().openLive(target(jangada, header, to));
        Optional<ObjectSource> opened = Optional.empty();
        boolean made = false;
        try {
            // What only created things has saved nothing, and needs no source: the cluster stands for one.
            String saved = Files.exists(done.before())
                    ? Sources.dump(done.before())
                    : Sources.live(target.provenance().context().orElse(""));
            ObjectSource before = jangada.sources().open(saved);
            opened = Optional.of(before);
            Restores restores = jangada.restores();
            var planner = new UndoPlanner(done, before, target, restores.key());
            RestoreFolder folder = restores.create();
            var planned = new PlannedRestore(
                    folder, orNothing(folder, () -> planner.plan(folder)), before, target, List.of());
            made = true;
            return planned;
        } finally {
            if (!made) {
                opened.ifPresent(ObjectSource::close);
                target.close();
            }
        }
    }

    /** Plans to point the volumes of a cluster to their claims again; the cluster is its own source. */
    static PlannedRestore rebind(JangadaCommand jangada, String cluster) {
        LiveSource live = jangada.sources().openLive(cluster);
        boolean made = false;
        try {
            Restores restores = jangada.restores();
            var planner = new RebindPlanner(live, restores.key());
            RestoreFolder folder = restores.create();
            var planned =
                    new PlannedRestore(folder, orNothing(folder, () -> planner.plan(folder)), live, live, List.of());
            made = true;
            return planned;
        } finally {
            if (!made) {
                live.close();
            }
        }
    }

    private static String target(JangadaCommand jangada, PlanHeader header, Optional<String> to) {
        if (header.target().server().isEmpty()) {
            throw new Problem(
                    ExitCode.REFUSED,
                    RestoreMessage.PLANNED_ONLY,
                    header.target().context());
        }
        return to.or(() -> Optional.ofNullable(jangada.globals.context).map(Sources::live))
                .orElseGet(() -> Sources.live(header.target().context()));
    }

    /** Before the user is asked anything; that it is still so is looked at once more when the plan is applied. */
    private static void requireTarget(PlanHeader header, LiveSource target) {
        String uid = target.provenance().clusterUid().orElse("");
        if (!uid.equals(header.target().uid())) {
            throw new Problem(
                    ExitCode.REFUSED,
                    RestoreMessage.WRONG_TARGET,
                    header.target().server(),
                    header.target().uid(),
                    uid);
        }
    }

    private static void requireSource(PlanHeader header, ObjectSource source) {
        boolean same = source.digest().equals(header.digest())
                && source.provenance().clusterUid().equals(header.sourceCluster());
        if (!same) {
            throw new Problem(ExitCode.REFUSED, RestoreMessage.WRONG_SOURCE, header.source());
        }
    }

    /** Takes the plan away where nobody will apply it from here. */
    void discard() throws IOException {
        Files.deleteIfExists(PlanFile.in(folder));
        Files.delete(folder.path());
    }

    /**
     * The target, to be written to.
     *
     * @throws Problem if the plan is against something else than a running cluster
     */
    LiveSource cluster() {
        if (target instanceof LiveSource cluster) {
            return cluster;
        }
        throw new Problem(
                ExitCode.REFUSED,
                RestoreMessage.PLANNED_ONLY,
                plan.header().target().context());
    }

    @Override
    public void close() {
        source.close();
        target.close();
    }
}
