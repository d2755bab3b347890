package dev.jangada.cli.restore;

import dev.jangada.kube.cluster.restore.Choice;
import dev.jangada.kube.cluster.restore.RestoreOptions;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.transform.NamespaceMapping;
import dev.jangada.kube.model.transform.NodeMapping;
import dev.jangada.kube.model.transform.Quiet;
import dev.jangada.kube.model.transform.ResourceModifiers;
import dev.jangada.kube.model.transform.Transform;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** How objects are changed on their way to the target: the one place where a restore's options become that. */
final class Transforms {

    private static final String MODIFIERS = "--resource-modifiers";

    private Transforms() {}

    /**
     * What the options ask for, in the order that {@code docs/design/transform.md} gives.
     *
     * @throws Problem if a mapping contradicts itself, or the rules cannot be understood
     */
    static Transform of(RestoreOptions options, ObjectSource source) {
        var steps = new ArrayList<Transform>();
        modifiers(options, source).ifPresent(steps::add);
        if (!options.namespaceMapping().isEmpty()) {
            steps.add(NamespaceMapping.of(options.namespaceMapping()));
        }
        if (!options.nodeMapping().isEmpty()) {
            steps.add(NodeMapping.of(options.nodeMapping()));
        }
        if (options.choices().contains(Choice.SUSPEND_CRON_JOBS)) {
            steps.add(Quiet.suspendCronJobs());
        }
        if (options.choices().contains(Choice.SCALE_TO_ZERO)) {
            steps.add(Quiet.scaleToZero());
        }
        return Transform.of(steps);
    }

    private static Optional<ResourceModifiers> modifiers(RestoreOptions options, ObjectSource source) {
        return options.modifiers().isEmpty()
                ? Optional.empty()
                : Optional.of(ResourceModifiers.of(MODIFIERS, options.modifiers(), source.kinds()::find));
    }

    /**
     * Looks at the options once, before a plan is made.
     *
     * @return what the user should know
     * @throws Problem if two namespaces would become one
     */
    static List<Problem> check(RestoreOptions options, ObjectSource source) {
        Optional<ResourceKind> namespaces = source.kinds().find(new GroupKind("", "Namespace"));
        if (!options.namespaceMapping().isEmpty() && namespaces.isPresent()) {
            var names = new HashSet<String>();
            var _ = source.read(namespaces.get(), options.selection(), namespace -> names.add(namespace.name()));
            NamespaceMapping.of(options.namespaceMapping()).requireDistinct(names);
        }
        return modifiers(options, source)
                .map(rules -> rules.withoutKind(source.kinds()))
                .orElse(List.of());
    }
}
