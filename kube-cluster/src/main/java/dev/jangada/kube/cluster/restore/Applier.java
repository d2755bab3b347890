package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.compare.Converter;
import dev.jangada.kube.model.transform.Transform;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.Duration;

/**
 * Executes a plan, exactly, and writes down what became of each entry. What has been written down already is not done again,
 * so an execution that was cut off goes on where it was.
 */
public final class Applier {

    private final Plan plan;
    private final RestoreFolder folder;
    private final ObjectSource source;
    private final Target target;
    private final Converter converter;
    private final Transform transform;
    private final FingerprintKey key;
    private final Duration volumePatience;
    private final RestoreListener listener;

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
        this.converter = converter;
        this.transform = transform;
        this.key = key;
        this.volumePatience = volumePatience;
        this.listener = listener;
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
        try (FileChannel _ = folder.lock();
                Ledger ledger = Ledger.begin(folder.journal(), target, listener)) {
            execution(ledger).run();
            ledger.end();
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, RestoreMessage.CANNOT_WRITE_STATE, folder.path(), e.getMessage());
        }
    }

    private Execution execution(Ledger ledger) {
        RestoreOptions options = plan.header().options();
        var objects = new SourceObjects(source, options);
        var throttle = new Throttle();
        var requests = new Requests(target.client(), throttle);
        var uids = new OwnerUids(plan.header().owners(), objects, target, options.has(Choice.VERBATIM));
        uids.recall(plan, folder.journal());
        var asRestored =
                new AsRestored(target, objects.scrubber(), key, ledger.state().beginning());
        var applier = new ObjectApplier(options, target, requests, asRestored, uids, objects.scrubber(), ledger);
        return new Execution(
                plan,
                target,
                ledger,
                listener,
                new BlockReader(source, options.selection()),
                new Fulfilment(new Outgoing(options, objects.scrubber(), converter, transform), key, applier),
                throttle,
                new VolumeSettler(target, requests, throttle, volumePatience));
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
                    header.obstacles().getFirst().asProblem(ExitCode.REFUSED));
        }
        boolean same = source.digest().equals(header.digest())
                && source.provenance().clusterUid().equals(header.sourceCluster());
        if (!same) {
            throw new Problem(ExitCode.REFUSED, RestoreMessage.WRONG_SOURCE, header.source());
        }
    }
}
