package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.compare.Converter;
import dev.jangada.kube.model.transform.Transform;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
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

/** Finds out what a restore has to do, and writes it down. Changes nothing. */
public final class Planner {

    private static final int KINDS_AT_A_TIME = 4;

    private final ObjectSource source;
    private final Target target;
    private final RestoreOptions options;
    private final PlanContext context;
    private final List<Gap> gaps = new ArrayList<>();

    /**
     * A planner.
     *
     * @param source where the objects come from
     * @param target where they go: a running cluster, or any other source, which can only be planned against
     * @param converter brings objects to a version that the target serves
     * @param transform changes objects on the way
     * @param key makes fingerprints
     */
    public Planner(
            ObjectSource source,
            ObjectSource target,
            RestoreOptions options,
            Converter converter,
            Transform transform,
            FingerprintKey key) {
        this.source = source;
        this.target = new Target(target);
        this.options = options;
        var objects = new SourceObjects(source, options);
        this.context = new PlanContext(
                options,
                objects,
                this.target,
                new Outgoing(options, objects.scrubber(), converter, transform),
                trials(objects, key),
                new Pruning(options, source, this.target),
                new Planning(),
                Present.read(this.target),
                key);
    }

    /** Only a server can be asked beforehand. */
    private Optional<DryRun> trials(SourceObjects objects, FingerprintKey key) {
        return target.isLive()
                ? Optional.of(new DryRun(
                        new Requests(target.client(), new Throttle()),
                        options,
                        new AsRestored(target, objects.scrubber(), key, Optional.empty())))
                : Optional.empty();
    }

    /**
     * Plans.
     *
     * @param folder the restore's folder, which the plan goes to
     * @throws Problem if nothing can be planned, or the plan cannot be written
     * @throws CancellationException if the thread is interrupted
     */
    public Plan plan(RestoreFolder folder) {
        try (var writer = new PlanWriter(folder.plan())) {
            List<ResourceKind> kinds = source.kinds().all().stream()
                    .filter(options.selection()::wants)
                    .filter(kind -> source.coverage().covers(kind.groupKind()))
                    .toList();
            if (kinds.isEmpty()) {
                throw new Problem(ExitCode.USAGE, RestoreMessage.NO_KIND_SELECTED);
            }
            plan(kinds, writer);
            return writer.finish(header(writer));
        } catch (IOException | UncheckedIOException e) {
            throw new Problem(e, ExitCode.FAILED, RestoreMessage.CANNOT_WRITE_STATE, folder.path(), e.getMessage());
        }
    }

    private void plan(List<ResourceKind> kinds, PlanWriter writer) {
        // What kinds there will be must be known before their objects are looked at.
        Stream<ResourceKind> definitions = kinds.stream().filter(Planner::isDefinition);
        definitions.forEach(kind -> gapOf(kind, planned(kind, writer.block())).ifPresent(gaps::add));
        context.present().converted().forEach(context.planning()::converts);
        Comparator<GroupKind> order = context.waves().order();
        PlanWriter.Block namespaces = writer.block();
        PlanWriter.Block needed = writer.block();
        var turns = new Semaphore(KINDS_AT_A_TIME);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = new ArrayList<Future<Optional<Gap>>>();
            for (ResourceKind kind : kinds.stream()
                    .filter(kind -> !isDefinition(kind))
                    .sorted((one, other) -> order.compare(one.groupKind(), other.groupKind()))
                    .toList()) {
                PlanWriter.Block block = kind.groupKind().equals(KindPlanner.NAMESPACE) ? namespaces : writer.block();
                outcomes.add(threads.submit((Callable<Optional<Gap>>) () -> {
                    turns.acquire();
                    try {
                        return gapOf(kind, planned(kind, block));
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
        new NeededNamespaces(context, kinds.stream().anyMatch(Planner::isNamespace)).plan(needed);
    }

    private static boolean isDefinition(ResourceKind kind) {
        return kind.groupKind().equals(KindPlanner.DEFINITION);
    }

    private static boolean isNamespace(ResourceKind kind) {
        return kind.groupKind().equals(KindPlanner.NAMESPACE);
    }

    /** What keeps a kind from being planned whole. */
    private static Optional<Gap> gapOf(ResourceKind kind, Runnable planning) {
        try {
            planning.run();
            return Optional.empty();
        } catch (Problem problem) {
            return Optional.of(new Gap(kind.resourceName(), problem));
        }
    }

    private Runnable planned(ResourceKind kind, PlanWriter.Block block) {
        return () -> {
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
            ResourceKind from = Versions.of(source, kind, at);
            var planner = new KindPlanner(context, at, index, block);
            var _ = source.read(from, options.selection(), planner::plan);
            planner.prune();
        };
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
        var _ = source.read(kind, options.selection(), object -> {
            switch (context.outgoing().of(object, kind)) {
                case Outgoing.LeftOut(var reason) -> context.planning().leftOut(reason);
                case Outgoing.Ready _, Outgoing.Impossible _ ->
                    block.add(KindPlanner.cannot(kind, object, context.mapped(object.namespace()), why));
            }
        });
    }

    /** What of the target is looked at: labels and fields may be others there. */
    private Selection sought() {
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

    private PlanHeader header(PlanWriter writer) {
        var notes = new ArrayList<Why>();
        int outside = context.planning().ownedFromOutside();
        if (outside > 0) {
            notes.add(Why.of(RestoreMessage.OWNERS_OUTSIDE, Integer.toString(outside)));
        }
        var obstacles = new ArrayList<Why>();
        if (target.isLive() && !options.has(Choice.IGNORE_WEBHOOKS)) {
            try {
                obstacles.addAll(
                        new WebhookCheck(target).obstacles(context.planning().samples()));
            } catch (Problem problem) {
                // Who may not see webhooks will hear of them when they refuse.
                notes.add(Why.of(RestoreMessage.WEBHOOKS_UNKNOWN, String.valueOf(problem.getMessage())));
            }
        }
        var incomplete = new ArrayList<String>();
        Stream.of(source.coverage().gaps(), target.source().coverage().gaps(), gaps)
                .flatMap(List::stream)
                .map(gap -> gap.what() + ": " + gap.why().getMessage())
                .forEach(incomplete::add);
        return new PlanHeader(
                Instant.now(),
                source.provenance().source(),
                source.provenance().clusterUid(),
                source.digest(),
                target.identity(),
                options,
                writer.entries(),
                writer.counts(),
                context.planning().leftOut(),
                context.planning().owners(),
                context.waves().late(),
                notes,
                obstacles,
                incomplete);
    }

    /** What could not be planned, because a side could not be read. */
    public List<Gap> gaps() {
        return List.copyOf(gaps);
    }
}
