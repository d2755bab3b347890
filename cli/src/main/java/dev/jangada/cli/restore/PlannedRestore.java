package dev.jangada.cli.restore;

import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.Progress;
import dev.jangada.cli.command.SelectionOptions;
import dev.jangada.cli.source.NamedSource;
import dev.jangada.cli.source.ObservedSource;
import dev.jangada.cli.source.RepositoryUse;
import dev.jangada.cli.source.Sources;
import dev.jangada.cli.source.WatchedSource;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.cluster.restore.Action;
import dev.jangada.kube.cluster.restore.Choice;
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
 * @param again what is to be said again to go on with it
 */
record PlannedRestore(
        RestoreFolder folder, Plan plan, ObjectSource source, ObjectSource target, List<String> incomplete, Again again)
        implements AutoCloseable {

    /**
     * Makes a plan.
     *
     * @param from the source as the user wrote it
     * @param to the target as the user wrote it
     * @param repository where backups are
     */
    static PlannedRestore make(
            Jangada jangada,
            String from,
            String to,
            RepositoryUse repository,
            SelectionOptions selection,
            RestoreChoices choices) {
        try (var sides = new OpenSides()) {
            Sources sources = Sources.of(jangada, repository);
            ObjectSource target = sides.add(sources.open(Sources.absolute(to)));
            ObjectSource source = sides.add(NamedSource.lasting(sources.open(Sources.absolute(from))));
            RestoreOptions options =
                    choices.options(selection.selection(jangada.globals().namespaces(), source), source);
            jangada.warnOfUnknownNamespaces(source, target);
            Transforms.check(options, source)
                    .forEach(warning -> jangada.terminal()
                            .note(
                                    CommandMessage.WARNING,
                                    warning.in(jangada.terminal().locale())));
            return sides.given(plan(
                    jangada, source, target, options, choices.allowPartial, Again.of(jangada, repository.access())));
        }
    }

    private static PlannedRestore plan(
            Jangada jangada,
            ObjectSource source,
            ObjectSource target,
            RestoreOptions options,
            boolean allowPartial,
            Again again) {
        Restores restores = RestoreFolders.of(jangada);
        try (Progress progress = Progress.start(jangada.terminal(), jangada.globals())) {
            var planner = new Planner(
                    new ObservedSource(source, progress),
                    target,
                    options,
                    new VersionConverter(),
                    Transforms.of(options, source),
                    restores.key());
            RestoreFolder folder = restores.create();
            Plan plan = orNothing(folder, () -> planner.plan(folder));
            requireWhole(source, folder, allowPartial);
            List<String> incomplete = Unread.lines(
                    jangada.terminal(),
                    Stream.of(source.coverage().gaps(), target.coverage().gaps(), planner.gaps())
                            .flatMap(List::stream)
                            .toList());
            return new PlannedRestore(folder, plan, source, target, incomplete, again);
        }
    }

    /** Which objects are partial is known when they have been read; what was planned with them is then of no use. */
    private static void requireWhole(ObjectSource source, RestoreFolder folder, boolean allowPartial) {
        if (source instanceof WatchedSource watched) {
            try {
                watched.watch().requireWhole(allowPartial);
            } catch (Problem partial) {
                try {
                    Files.deleteIfExists(PlanFile.in(folder));
                    Files.deleteIfExists(folder.path());
                } catch (IOException left) {
                    partial.addSuppressed(left);
                }
                throw partial;
            }
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

    /**
     * Opens a plan that was made before, with its two sides.
     *
     * @param plan the plan
     * @param to the target that the user names; empty for the plan's
     * @param repository where backups are
     * @param folder the restore's folder, asked for when both sides are the right ones
     * @throws Problem if one of them is not what the plan was made with ({@link ExitCode#REFUSED})
     */
    static PlannedRestore open(
            Jangada jangada, Plan plan, Optional<String> to, RepositoryUse repository, Supplier<RestoreFolder> folder) {
        PlanHeader header = plan.header();
        try (var sides = new OpenSides()) {
            LiveSource live = sides.add(Sources.of(jangada).openLive(target(jangada, header, to)));
            SameSides.requireTarget(header, live);
            ObjectSource source = sides.add(Sources.of(jangada, repository).open(header.source()));
            SameSides.requireSource(header, source);
            RestoreFolder kept = folder.get();
            return sides.given(new PlannedRestore(
                    kept,
                    Plan.open(PlanFile.in(kept)),
                    source,
                    live,
                    Unread.lines(header.incomplete(), false),
                    Again.of(jangada, repository.access())));
        }
    }

    /**
     * Plans to take back what a restore did.
     *
     * @param done the restore's folder
     * @param to the target that the user names; empty for the restore's
     */
    static PlannedRestore undo(Jangada jangada, RestoreFolder done, Optional<String> to) {
        PlanHeader header = Plan.open(PlanFile.in(done)).header();
        try (var sides = new OpenSides()) {
            LiveSource target = sides.add(Sources.of(jangada).openLive(target(jangada, header, to)));
            // What only created things has saved nothing, and needs no source: the cluster stands for one.
            String saved = Files.exists(done.before())
                    ? Sources.dump(done.before())
                    : Sources.live(target.provenance().context().orElse(""));
            ObjectSource before = sides.add(Sources.of(jangada).open(saved));
            Restores restores = RestoreFolders.of(jangada);
            var planner = new UndoPlanner(done, before, target, restores.key());
            RestoreFolder folder = restores.create();
            return sides.given(new PlannedRestore(
                    folder,
                    orNothing(folder, () -> planner.plan(folder)),
                    before,
                    target,
                    List.of(),
                    Again.of(jangada)));
        }
    }

    /** Plans to point the volumes of a cluster to their claims again; the cluster is its own source. */
    static PlannedRestore rebind(Jangada jangada, String cluster) {
        try (var sides = new OpenSides()) {
            LiveSource live = sides.add(Sources.of(jangada).openLive(cluster));
            Restores restores = RestoreFolders.of(jangada);
            var planner = new RebindPlanner(live, restores.key());
            RestoreFolder folder = restores.create();
            return sides.given(new PlannedRestore(
                    folder, orNothing(folder, () -> planner.plan(folder)), live, live, List.of(), Again.of(jangada)));
        }
    }

    private static String target(Jangada jangada, PlanHeader header, Optional<String> to) {
        if (header.target().server().isEmpty()) {
            throw new Problem(
                    ExitCode.REFUSED,
                    RestoreMessage.PLANNED_ONLY,
                    header.target().context());
        }
        return to.or(() -> jangada.globals().namedContext().map(Sources::live))
                .orElseGet(() -> Sources.live(header.target().context()));
    }

    /** Whether a cluster is its own source: what is done there is done with what it has, or had before a restore. */
    @SuppressWarnings("ReferenceEquality") // One that was opened once: a cluster that was opened twice is two sides.
    boolean isOfItself() {
        return source == target || plan.header().options().choices().contains(Choice.VERBATIM);
    }

    /** Whether nothing is missing in the plan: neither what could not be read nor what cannot be done. */
    boolean isWhole() {
        return plan.header().incomplete().isEmpty() && plan.header().count(Action.CANNOT) == 0;
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
