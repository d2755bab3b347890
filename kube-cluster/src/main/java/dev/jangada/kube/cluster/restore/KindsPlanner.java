package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Plans kind by kind, several at a time, each into a part of the plan of its own. */
final class KindsPlanner {

    private static final int KINDS_AT_A_TIME = 4;

    private final ObjectSource source;
    private final Target target;
    private final PlanContext context;
    private final ClusterScope scope;

    KindsPlanner(ObjectSource source, PlanContext context) {
        this.source = source;
        this.target = context.target();
        this.context = context;
        this.scope = context.objects().clusterScope();
    }

    /**
     * Plans.
     *
     * @param kinds the kinds of the source that are restored
     * @return what could not be planned, because a side could not be read
     * @throws CancellationException if the thread is interrupted
     */
    List<Gap> plan(List<ResourceKind> kinds, PlanWriter writer) {
        var gaps = new ArrayList<Gap>();
        // What kinds there will be must be known before their objects are looked at.
        Stream<ResourceKind> definitions = kinds.stream().filter(KindsPlanner::isDefinition);
        definitions.forEach(kind -> gapOf(kind, writer.block()).ifPresent(gaps::add));
        context.present().converted().forEach(context.planning()::converts);
        Comparator<GroupKind> order = context.waves().order();
        PlanWriter.Block namespaces = writer.block();
        PlanWriter.Block needed = writer.block();
        PlanWriter.Block classes = writer.block();
        var turns = new Semaphore(KINDS_AT_A_TIME);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = new ArrayList<Future<Optional<Gap>>>();
            for (ResourceKind kind : kinds.stream()
                    .filter(kind -> !isDefinition(kind))
                    .sorted((one, other) -> order.compare(one.groupKind(), other.groupKind()))
                    .toList()) {
                PlanWriter.Block block = isNamespace(kind) ? namespaces : writer.block();
                outcomes.add(threads.submit((Callable<Optional<Gap>>) () -> {
                    turns.acquire();
                    try {
                        return gapOf(kind, block);
                    } finally {
                        turns.release();
                    }
                }));
            }
            try {
                for (Future<Optional<Gap>> outcome : outcomes) {
                    outcome.get().ifPresent(gaps::add);
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while planning");
            }
        }
        new NeededNamespaces(context, kinds.stream().anyMatch(KindsPlanner::isNamespace)).plan(needed);
        new NeededClasses(context).plan(classes);
        return gaps;
    }

    private static boolean isDefinition(ResourceKind kind) {
        return kind.groupKind().equals(KindPlanner.DEFINITION);
    }

    private static boolean isNamespace(ResourceKind kind) {
        return kind.groupKind().equals(KindPlanner.NAMESPACE);
    }

    /** What keeps a kind from being planned whole. */
    private Optional<Gap> gapOf(ResourceKind kind, PlanWriter.Block block) {
        try {
            plan(kind, block);
            return Optional.empty();
        } catch (Problem problem) {
            return Optional.of(new Gap(kind.resourceName(), problem));
        }
    }

    private void plan(ResourceKind kind, PlanWriter.Block block) {
        Optional<ResourceKind> there = target(kind);
        if (there.isEmpty()) {
            notServed(kind, block);
            return;
        }
        ResourceKind at = there.get();
        boolean served = target.kind(at.groupKind()).isPresent();
        LiveIndex index = served
                ? LiveIndex.read(target.source(), at, sought(), context.scrubber(), context.key())
                : LiveIndex.empty();
        // What the target has of definitions is not for a few namespaces to change.
        boolean onlyMissing = scope.asNeeded() && isDefinition(kind);
        var planner = new KindPlanner(
                context, at, index, block, onlyMissing ? Optional.of(RestoreMessage.NEEDED) : Optional.empty());
        var _ = source.read(Versions.of(source, kind, at), context.options().selection(), object -> {
            boolean left = onlyMissing && index.has(object.namespace(), object.name());
            if (!left && scope.has(object, kind)) {
                planner.plan(object);
            }
        });
        planner.prune();
    }

    /** The kind as the target will be given it, at a version that both have if there is one. */
    private Optional<ResourceKind> target(ResourceKind kind) {
        GroupKind groupKind = kind.groupKind();
        return target.kind(groupKind)
                .map(there -> {
                    List<String> served = target.source().versions(groupKind);
                    boolean moved = !there.group().equals(kind.group());
                    Stream<String> mine = Stream.concat(
                            Stream.of(there.version()).filter(source.versions(groupKind)::contains),
                            source.versions(groupKind).stream());
                    return moved
                            ? there
                            : mine.filter(served::contains)
                                    .findFirst()
                                    .map(there::atVersion)
                                    .orElse(there);
                })
                .or(() -> context.planning()
                        .defined(
                                groupKind,
                                Stream.concat(source.versions(groupKind).stream(), Stream.of(kind.version()))
                                        .toList()));
    }

    private void notServed(ResourceKind kind, PlanWriter.Block block) {
        Why why = Why.of(RestoreMessage.NOT_SERVED, kind.resourceName());
        var _ = source.read(kind, context.options().selection(), object -> {
            if (!scope.has(object, kind)) {
                return;
            }
            switch (context.outgoing().of(object, kind)) {
                case Outgoing.LeftOut(var reason) -> context.planning().leftOut(reason);
                case Outgoing.Ready _, Outgoing.Impossible _ ->
                    block.add(KindPlanner.cannot(kind, object, context.mapped(object.namespace()), why));
            }
        });
    }

    /** What of the target is looked at: labels and fields may be others there. */
    private Selection sought() {
        RestoreOptions options = context.options();
        Selection selection = options.selection();
        List<Glob> namespaces = selection.namespaces().stream()
                .map(glob -> Glob.of(options.namespaceMapping().getOrDefault(glob.toString(), glob.toString())))
                .toList();
        boolean mapped = !options.namespaceMapping().isEmpty();
        boolean literal = selection.namespaces().stream().allMatch(Glob::isLiteral);
        return Selection.ALL
                .withNamespaces(mapped && !literal ? List.of() : namespaces, List.of())
                .withNames(options.nodeMapping().isEmpty() ? selection.names() : List.of(), List.of());
    }
}
