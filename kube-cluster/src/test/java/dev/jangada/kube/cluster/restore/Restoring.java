package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.KubeAccess;
import dev.jangada.kube.cluster.LiveCluster;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.compare.Converter;
import dev.jangada.kube.model.compare.DiffListener;
import dev.jangada.kube.model.compare.DiffOptions;
import dev.jangada.kube.model.compare.DiffSummary;
import dev.jangada.kube.model.compare.ObjectDiff;
import dev.jangada.kube.model.compare.SourceDiff;
import dev.jangada.kube.model.order.Wave;
import dev.jangada.kube.model.transform.Transform;
import dev.jangada.lab.ControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Restores as the command does, without the terminal. */
final class Restoring {

    private static final Duration BINDING = Duration.ofSeconds(20);

    private final Restores restores;

    /** The waves that were entered, of all restores. */
    final List<Wave> waves = new CopyOnWriteArrayList<>();

    Restoring(Path state) {
        this.restores = new Restores(state);
    }

    static LiveSource open(ControlPlane cluster) {
        return open(cluster.kubeconfig());
    }

    static LiveSource open(Path kubeconfig) {
        return LiveCluster.open(new KubeAccess(Optional.of(kubeconfig), Optional.empty(), "live"));
    }

    Plan plan(ObjectSource source, ControlPlane target, RestoreOptions options) {
        return plan(source, target.kubeconfig(), options);
    }

    Plan plan(ObjectSource source, Path target, RestoreOptions options) {
        return plan(source, target, options, Transform.NONE);
    }

    Plan plan(ObjectSource source, Path target, RestoreOptions options, Transform transform) {
        try (LiveSource live = open(target)) {
            return plan(source, live, options, transform);
        }
    }

    /** Does not wait longer than this for a side that is in trouble. */
    Plan plan(ObjectSource source, ControlPlane target, RestoreOptions options, Duration patience) {
        try (LiveSource live = LiveCluster.open(
                new KubeAccess(Optional.of(target.kubeconfig()), Optional.empty(), "live"), patience)) {
            return plan(source, live, options, Transform.NONE);
        }
    }

    Plan plan(ObjectSource source, ObjectSource target, RestoreOptions options, Transform transform) {
        return new Planner(source, target, options, Converter.NONE, transform, restores.key()).plan(restores.create());
    }

    RestoreReport apply(Plan plan, ObjectSource source, ControlPlane target) {
        return apply(plan, source, target.kubeconfig());
    }

    RestoreReport apply(Plan plan, ObjectSource source, Path target) {
        return apply(plan, source, target, Transform.NONE);
    }

    RestoreReport apply(Plan plan, ObjectSource source, Path target, Duration patience) {
        try (LiveSource live =
                LiveCluster.open(new KubeAccess(Optional.of(target), Optional.empty(), "live"), patience)) {
            return apply(plan, source, live, Transform.NONE);
        }
    }

    RestoreReport apply(Plan plan, ObjectSource source, Path target, Transform transform) {
        try (LiveSource live = open(target)) {
            return apply(plan, source, live, transform);
        }
    }

    private RestoreReport apply(Plan plan, ObjectSource source, LiveSource live, Transform transform) {
        new Applier(
                        plan,
                        folder(plan),
                        source,
                        live,
                        Converter.NONE,
                        transform,
                        restores.key(),
                        BINDING,
                        new RestoreListener() {
                            @Override
                            public void onWave(Wave wave) {
                                waves.add(wave);
                            }
                        })
                .run();
        return RestoreReport.of(folder(plan));
    }

    static RestoreFolder folder(Plan plan) {
        return new RestoreFolder(Objects.requireNonNull(plan.file().getParent()));
    }

    Restores restores() {
        return restores;
    }

    /** What a plan overwrites or deletes, as it is in the target. */
    static FakeSource saved(Plan plan, ControlPlane target) {
        var saved = new FakeSource("dump:before");
        try (LiveSource live = open(target)) {
            plan.entries((entry, _) -> {
                if (entry.action() == Action.CHANGE || entry.action() == Action.DELETE) {
                    live.get(entry.kind(), entry.namespace(), entry.name()).ifPresent(saved::add);
                }
            });
        }
        return saved;
    }

    /** Takes a restore back. */
    RestoreReport undo(Plan plan, ObjectSource saved, ControlPlane target) {
        return apply(planUndo(plan, saved, target.kubeconfig()), saved, target);
    }

    Plan planUndo(Plan plan, ObjectSource saved, Path target) {
        try (LiveSource live = open(target)) {
            return new UndoPlanner(folder(plan), saved, live, restores.key()).plan(restores.create());
        }
    }

    RestoreReport run(ObjectSource source, ControlPlane target, RestoreOptions options) {
        return apply(plan(source, target, options), source, target);
    }

    static List<PlanEntry> entries(Plan plan) {
        var entries = new ArrayList<PlanEntry>();
        plan.entries((entry, _) -> entries.add(entry));
        return entries;
    }

    /** What differs between a source and a cluster, a line each; empty if nothing does. */
    static List<String> differences(ObjectSource source, ControlPlane target, DiffOptions options) {
        var lines = new ArrayList<String>();
        try (LiveSource live = open(target)) {
            DiffSummary summary = new SourceDiff(source, live, options, Converter.NONE, MemorySpool::new)
                    .run(new DiffListener() {
                        @Override
                        public void onAdded(KubeObject object) {
                            lines.add("+ " + object.key());
                        }

                        @Override
                        public void onRemoved(KubeObject object) {
                            lines.add("- " + object.key());
                        }

                        @Override
                        public void onChanged(ObjectDiff diff) {
                            lines.add("~ " + diff.key() + " " + diff.changes());
                        }
                    });
            summary.before().gaps().forEach(gap -> lines.add("gap " + gap));
            summary.after().gaps().forEach(gap -> lines.add("gap " + gap));
        }
        return lines;
    }
}
