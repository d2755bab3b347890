package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.compare.Converter;
import dev.jangada.kube.model.scrub.Scrubber;
import dev.jangada.kube.model.transform.Transform;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/** Finds out what a restore has to do, and writes it down. Changes nothing. */
public final class Planner {

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
                webhooks(objects),
                comparison(source, target, options),
                key);
    }

    /** A side that was made portable has no node ports, say: that says nothing about the other's. */
    private static Scrubber comparison(ObjectSource source, ObjectSource target, RestoreOptions options) {
        Scrub strongest = options.scrub()
                .and(source.coverage().scrub())
                .and(target.coverage().scrub());
        return new Scrubber(strongest, _ -> false);
    }

    private Optional<AskedWebhooks> webhooks(SourceObjects objects) {
        if (!target.isLive() || options.has(Choice.IGNORE_WEBHOOKS)) {
            return Optional.empty();
        }
        var originals = new HashMap<String, String>();
        options.namespaceMapping().forEach((from, to) -> originals.put(to, from));
        return Optional.of(new AskedWebhooks(target, objects, originals));
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
            ClusterScope clusterScope = context.objects().clusterScope();
            List<ResourceKind> kinds = source.kinds().all().stream()
                    .filter(options.selection()::wants)
                    .filter(clusterScope::reaches)
                    .filter(kind -> source.coverage().covers(kind.groupKind()))
                    .toList();
            if (kinds.isEmpty()) {
                throw new Problem(ExitCode.USAGE, RestoreMessage.NO_KIND_SELECTED);
            }
            gaps.addAll(new KindsPlanner(source, context).plan(kinds, writer));
            return writer.finish(header(writer));
        } catch (IOException | UncheckedIOException e) {
            throw new Problem(e, ExitCode.FAILED, RestoreMessage.CANNOT_WRITE_STATE, folder.path(), e.getMessage());
        }
    }

    private PlanHeader header(PlanWriter writer) {
        var notes = new ArrayList<Why>();
        long outside = context.planning().countOwnedFromOutside();
        if (outside > 0) {
            notes.add(Why.of(RestoreMessage.OWNERS_OUTSIDE, Long.toString(outside)));
        }
        if (context.objects().clusterScope().asNeeded()) {
            notes.add(Why.of(RestoreMessage.CLUSTER_SCOPE));
        }
        var obstacles = new ArrayList<Why>();
        context.webhooks().ifPresent(webhooks -> {
            webhooks.unknown()
                    .ifPresent(problem ->
                            notes.add(Why.of(RestoreMessage.WEBHOOKS_UNKNOWN, String.valueOf(problem.getMessage()))));
            obstacles.addAll(new WebhookCheck(target).obstacles(webhooks.asked()));
        });
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
