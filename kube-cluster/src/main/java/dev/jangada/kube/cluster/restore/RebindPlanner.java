package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.compare.Converter;
import dev.jangada.kube.model.transform.Transform;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plans to point volumes to their claims again, in a cluster that was restored by other means: there every claim has a new
 * uid, and each volume still holds the old one. The source of such a plan is the cluster itself.
 */
public final class RebindPlanner {

    private static final RestoreOptions OPTIONS = RestoreOptions.DEFAULT;

    private final LiveSource cluster;
    private final Target target;
    private final PlanContextOfVolumes context;

    /** What is needed of a plan's context. */
    private record PlanContextOfVolumes(SourceObjects objects, Outgoing outgoing, FingerprintKey key) {}

    public RebindPlanner(LiveSource cluster, FingerprintKey key) {
        this.cluster = cluster;
        this.target = new Target(cluster);
        var objects = new SourceObjects(cluster, OPTIONS);
        this.context = new PlanContextOfVolumes(
                objects, new Outgoing(OPTIONS, objects.scrubber(), Converter.NONE, Transform.NONE), key);
    }

    /**
     * Plans.
     *
     * @param folder the folder of the plan
     * @throws Problem if the volumes cannot be read, or the plan cannot be written
     */
    public Plan plan(RestoreFolder folder) {
        ResourceKind kind = target.kind(Outgoing.VOLUME)
                .orElseThrow(() -> new Problem(ExitCode.FAILED, RestoreMessage.NO_KIND_SELECTED));
        try (var writer = new PlanWriter(folder.plan())) {
            PlanWriter.Block block = writer.block();
            var _ = cluster.read(
                    kind, Selection.ALL, volume -> entry(kind, volume).ifPresent(block::add));
            return writer.finish(new PlanHeader(
                    Instant.now(),
                    cluster.provenance().source(),
                    cluster.provenance().clusterUid(),
                    Optional.empty(),
                    target.identity(),
                    OPTIONS,
                    writer.entries(),
                    writer.counts(),
                    Map.of(),
                    Set.of(),
                    Set.of(),
                    List.of(),
                    List.of(),
                    List.of()));
        } catch (IOException | UncheckedIOException e) {
            throw new Problem(e, ExitCode.FAILED, RestoreMessage.CANNOT_WRITE_STATE, folder.path(), e.getMessage());
        }
    }

    /** What is to be done about a volume; empty if it is bound, or waits for nobody that is gone. */
    private Optional<PlanEntry> entry(ResourceKind kind, KubeObject volume) {
        JsonNode claimRef = volume.tree().path("spec").path("claimRef");
        boolean stale = !claimRef.path("uid").asText("").isEmpty() && !VolumeDecision.isAlive(target, claimRef);
        if (!stale || !(context.outgoing().of(volume, kind) instanceof Outgoing.Ready(KubeObject desired))) {
            return Optional.empty();
        }
        Optional<Why> obstacle = VolumeDecision.claim(target, claimRef)
                .map(claim -> ClaimFit.obstacle(volume, claim))
                .orElseGet(() -> Optional.of(Why.of(
                        RestoreMessage.NO_CLAIM,
                        claimRef.path("namespace").asText() + "/"
                                + claimRef.path("name").asText())));
        return Optional.of(new PlanEntry(
                obstacle.isPresent() ? Action.CANNOT : Action.CHANGE,
                obstacle.isPresent() ? Optional.empty() : Optional.of(How.REPOINT),
                kind,
                volume.key(),
                "",
                volume.name(),
                Optional.of(LiveIndex.live(volume, context.objects().scrubber(), context.key())),
                Optional.of(context.key().of(desired)),
                false,
                obstacle,
                List.of()));
    }
}
