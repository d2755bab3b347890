package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.cluster.restore.Plan.Numbered;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.compare.Converter;
import dev.jangada.kube.model.order.Wave;
import dev.jangada.kube.model.transform.Transform;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Executes a plan, exactly, and writes down what became of each entry. What has been written down already is not done again,
 * so an execution that was cut off goes on where it was.
 */
public final class Applier {

    private static final Duration DEFINITIONS_PATIENCE = Duration.ofMinutes(2);

    private final Plan plan;
    private final RestoreFolder folder;
    private final ObjectSource source;
    private final Target target;
    private final Duration volumePatience;
    private final RestoreListener listener;
    private final SourceObjects objects;
    private final Outgoing outgoing;
    private final FingerprintKey key;

    private final Throttle throttle = new Throttle();
    private final Requests requests;
    private final OwnerUids uids;
    private final ObjectApplier applier;
    private final Waves waves;

    /** Volumes that wait to be bound, with the numbers of their entries. */
    private final Map<String, Integer> unsettled = new HashMap<>();

    private final List<ResourceKind> ownedLater = new ArrayList<>();
    private final List<List<Numbered>> deletions = new ArrayList<>();

    /**
     * An execution.
     *
     * @param source the source that the plan was made from
     * @param target the cluster that it is for
     * @param converter as when it was planned
     * @param transform as when it was planned
     * @param key as when it was planned
     * @param volumePatience how long volumes may take to be bound to their claims
     */
    public Applier(
            Plan plan,
            RestoreFolder folder,
            ObjectSource source,
            LiveSource target,
            Converter converter,
            Transform transform,
            FingerprintKey key,
            Duration volumePatience,
            RestoreListener listener) {
        this.plan = plan;
        this.folder = folder;
        this.source = source;
        this.target = new Target(target);
        this.volumePatience = volumePatience;
        this.listener = listener;
        this.key = key;
        RestoreOptions options = plan.header().options();
        this.objects = new SourceObjects(source, options);
        this.outgoing = new Outgoing(options, objects.scrubber(), converter, transform);
        this.requests = new Requests(target.client(), throttle);
        this.waves = new Waves(plan.header().late());
        this.uids = new OwnerUids(plan.header().owners(), objects, this.target, options.has(Choice.VERBATIM));
        var asRestored = new AsRestored(this.target, objects.scrubber(), key);
        this.applier = new ObjectApplier(options, this.target, requests, asRestored, uids, objects.scrubber());
    }

    /**
     * Executes.
     *
     * @throws Problem if the plan is for another cluster or from another source, nobody answers, or the journal cannot be
     *     written; what was done until then is written down
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; the same
     */
    public void run() {
        check();
        try (FileChannel _ = folder.lock()) {
            execute();
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, RestoreMessage.CANNOT_WRITE_STATE, folder.path(), e.getMessage());
        }
    }

    private void execute() {
        JournalState state = JournalState.of(folder.journal());
        recallUids();
        try (Journal journal = Journal.open(folder.journal())) {
            journal.add(Json.object().put("began", Instant.now().toString()));
            var wave = new Wave[] {Wave.DEFINITIONS};
            plan.blocks(block -> {
                Wave next = waves.of(block.getFirst().entry().kind().groupKind());
                if (next != wave[0]) {
                    ended(wave[0], journal);
                    wave[0] = next;
                    listener.onWave(next);
                }
                apply(block, state, journal);
            });
            ended(wave[0], journal);
            for (boolean owned : new boolean[] {true, false}) {
                for (List<Numbered> block : deletions.reversed()) {
                    delete(block, owned, state, journal);
                }
            }
            for (ResourceKind kind : ownedLater) {
                own(kind, state, journal);
            }
            settleLast(journal);
            journal.add(Json.object().put("ended", Instant.now().toString()));
        }
    }

    private void check() {
        PlanHeader header = plan.header();
        if (header.target().server().isEmpty()) {
            throw new Problem(
                    ExitCode.REFUSED,
                    RestoreMessage.PLANNED_ONLY,
                    header.target().context());
        }
        target.identity().require(header.target());
        if (!header.obstacles().isEmpty()) {
            throw new Problem(
                    ExitCode.REFUSED,
                    RestoreMessage.OBSTACLES,
                    header.obstacles().getFirst().in(Locale.ENGLISH));
        }
        boolean same = source.digest().equals(header.digest())
                && source.provenance().clusterUid().equals(header.sourceCluster());
        if (!same) {
            throw new Problem(ExitCode.REFUSED, RestoreMessage.WRONG_SOURCE, header.source());
        }
    }

    /** Owners that are there already, or that an earlier run has created, are known before what they own is written. */
    private void recallUids() {
        if (plan.header().owners().isEmpty()) {
            return;
        }
        var known = new HashMap<Integer, String>();
        JournalState.written(folder.journal(), (written, entry) -> known.put(entry, written.uid()));
        plan.entries((entry, number) -> {
            // What is deleted for its successor owns nothing that is written before the successor is there.
            if (entry.how().filter(How.RECREATE::equals).isEmpty()) {
                entry.live().ifPresent(live -> uids.put(entry, live.uid()));
            }
            String uid = known.get(number);
            if (uid != null) {
                uids.put(entry, uid);
            }
        });
    }

    private void apply(List<Numbered> block, JournalState state, Journal journal) {
        ResourceKind kind = block.getFirst().entry().kind();
        var todo = new HashMap<ObjectKey, Numbered>();
        boolean deletes = false;
        boolean later = false;
        for (Numbered numbered : block) {
            PlanEntry entry = numbered.entry();
            boolean written = entry.action() == Action.CREATE || entry.action() == Action.CHANGE;
            deletes |= entry.action() == Action.DELETE;
            later |= entry.toldLater();
            if (written && kind.groupKind().equals(Outgoing.VOLUME)) {
                unsettled.put(entry.name(), numbered.number());
            }
            if (written && !state.isDone(numbered.number())) {
                todo.put(entry.source(), numbered);
            }
        }
        if (deletes) {
            deletions.add(block);
        }
        if (later) {
            ownedLater.add(kind);
        }
        if (todo.isEmpty()) {
            return;
        }
        if (target.kind(kind.groupKind()).isEmpty()) {
            todo.values()
                    .forEach(each ->
                            note(journal, Result.failed(each.number(), Why.of(RestoreMessage.NOT_ESTABLISHED))));
            return;
        }
        try (var parallel = new Parallel(throttle)) {
            new BlockReader(source, plan.header().options().selection())
                    .read(kind, todo, (numbered, object) -> parallel.run(() -> note(journal, one(numbered, object))));
        }
        todo.values().forEach(each -> note(journal, Result.failed(each.number(), Why.of(RestoreMessage.SOURCE_LOST))));
    }

    private Result one(Numbered numbered, KubeObject object) {
        PlanEntry entry = numbered.entry();
        return switch (outgoing.of(object, entry.kind())) {
            case Outgoing.Ready(KubeObject desired) ->
                entry.desired().filter(key.of(desired)::equals).isPresent()
                        ? applier.apply(numbered.number(), entry, object, desired)
                        : Result.failed(numbered.number(), Why.of(RestoreMessage.SOURCE_CHANGED));
            case Outgoing.Impossible(Why why) -> Result.failed(numbered.number(), why);
            case Outgoing.LeftOut _ -> Result.failed(numbered.number(), Why.of(RestoreMessage.SOURCE_CHANGED));
        };
    }

    private void note(Journal journal, Result result) {
        journal.add(result);
        listener.onResult(result.outcome());
    }

    private void ended(Wave wave, Journal journal) {
        if (wave == Wave.DEFINITIONS) {
            new DefinitionWait(target, DEFINITIONS_PATIENCE).await(plan);
        } else if (wave == Wave.CLAIMS) {
            // Those without a claim may get it from a workload.
            settle(journal);
        }
    }

    private void settle(Journal journal) {
        if (!unsettled.isEmpty()) {
            new VolumeSettler(target, requests, throttle, volumePatience)
                    .settle(unsettled)
                    .forEach((number, why) -> {
                        unsettled.values().remove(number);
                        note(journal, Result.failed(number, why));
                    });
        }
    }

    private void settleLast(Journal journal) {
        settle(journal);
        unsettled.forEach((_, number) -> note(journal, Result.failed(number, Why.of(RestoreMessage.NOT_CLAIMED))));
    }

    private void delete(List<Numbered> block, boolean owned, JournalState state, Journal journal) {
        try (var parallel = new Parallel(throttle)) {
            for (Numbered each : block) {
                PlanEntry entry = each.entry();
                if (entry.action() == Action.DELETE && entry.ownersLater() == owned && !state.isDone(each.number())) {
                    parallel.run(() -> note(journal, applier.prune(each.number(), each.entry())));
                }
            }
        }
    }

    /** Tells the objects of a kind, now that all are there, who owns them. */
    private void own(ResourceKind kind, JournalState before, Journal journal) {
        JournalState now = JournalState.of(folder.journal());
        plan.blocks(block -> {
            if (!block.getFirst().entry().kind().equals(kind)) {
                return;
            }
            var todo = new HashMap<ObjectKey, Numbered>();
            for (Numbered each : block) {
                boolean owned = before.isOwned(each.number());
                if (each.entry().toldLater() && !owned && !now.has(each.number(), Outcome.FAILED)) {
                    todo.put(each.entry().source(), each);
                }
            }
            try (var parallel = new Parallel(throttle)) {
                new BlockReader(source, plan.header().options().selection())
                        .read(kind, todo, (numbered, object) -> parallel.run(() -> own(numbered, object, journal)));
            }
        });
    }

    private void own(Numbered numbered, KubeObject object, Journal journal) {
        if (outgoing.of(object, numbered.entry().kind()) instanceof Outgoing.Ready(KubeObject desired)) {
            Optional<Why> failed = applier.own(numbered.entry(), desired);
            if (failed.isPresent()) {
                note(journal, Result.failed(numbered.number(), failed.get()));
            } else {
                journal.add(Json.object().put("owned", numbered.number()));
            }
        }
    }
}
