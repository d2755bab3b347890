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
import dev.jangada.kube.model.transform.Transform;
import dev.jangada.lab.ControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Restores as the command does, without the terminal. */
final class Restoring {

    private final Restores restores;

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
        try (LiveSource live = open(target)) {
            return new Planner(source, live, options, Converter.NONE, Transform.NONE, restores.key())
                    .plan(restores.create());
        }
    }

    RestoreReport apply(Plan plan, ObjectSource source, ControlPlane target) {
        return apply(plan, source, target.kubeconfig());
    }

    RestoreReport apply(Plan plan, ObjectSource source, Path target) {
        var folder =
                new RestoreFolder(java.util.Objects.requireNonNull(plan.file().getParent()));
        try (LiveSource live = open(target)) {
            new Applier(
                            plan,
                            folder,
                            source,
                            live,
                            Converter.NONE,
                            Transform.NONE,
                            restores.key(),
                            Duration.ofSeconds(60),
                            new RestoreListener() {})
                    .run();
        }
        return RestoreReport.of(folder);
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
