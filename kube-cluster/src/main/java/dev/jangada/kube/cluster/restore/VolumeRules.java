package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.cluster.restore.Present.Claim;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import java.util.Optional;

/** What volumes and claims need besides what every object needs. */
final class VolumeRules {

    private final PlanContext context;

    VolumeRules(PlanContext context) {
        this.context = context;
    }

    /**
     * What keeps a volume or claim from being written.
     *
     * @param exists whether it is in the target
     */
    Optional<Why> held(GroupKind kind, KubeObject desired, boolean exists) {
        boolean volume = kind.equals(Outgoing.VOLUME);
        if (!volume && !kind.equals(Outgoing.CLAIM)) {
            return Optional.empty();
        }
        return switch (context.options().volumes()) {
            case SKIP -> Optional.of(Why.of(RestoreMessage.VOLUMES_SKIPPED));
            case PROVISION ->
                volume && desired.tree().path("spec").has("claimRef")
                        ? Optional.of(Why.of(RestoreMessage.VOLUME_PROVISIONED))
                        : Optional.empty();
            case REATTACH -> {
                if (exists) {
                    yield Optional.empty();
                }
                yield volume ? heldVolume(desired) : heldClaim(desired);
            }
        };
    }

    /** A new volume whose claim is there already must suit it. */
    private Optional<Why> heldVolume(KubeObject desired) {
        return waitingClaim(desired).flatMap(claim -> ClaimFit.obstacle(desired, claim));
    }

    /** The claim in the target that a new volume names. */
    Optional<KubeObject> waitingClaim(KubeObject volume) {
        JsonNode claimRef = volume.tree().path("spec").path("claimRef");
        return context.present().hasNamespace(claimRef.path("namespace").asText(""))
                ? VolumeDecision.claim(context.target(), claimRef).filter(claim -> !AsRestored.isTerminating(claim))
                : Optional.empty();
    }

    /** A new claim must get the volume that it names. */
    private Optional<Why> heldClaim(KubeObject desired) {
        String name = desired.tree().path("spec").path("volumeName").asText("");
        if (name.isEmpty() || context.options().has(Choice.VERBATIM)) {
            return Optional.empty();
        }
        if (!context.present().hasVolume(name)) {
            return context.objects().comesBack(new ObjectKey(Outgoing.VOLUME, "", name))
                    ? Optional.empty()
                    : Optional.of(Why.of(RestoreMessage.VOLUME_MISSING, name));
        }
        Optional<Claim> holder =
                context.present().claimOf(name).filter(claim -> !claim.isNamed(desired.namespace(), desired.name()));
        return holder.map(
                claim -> Why.of(RestoreMessage.VOLUME_OF_OTHER, name, claim.namespace() + "/" + claim.name()));
    }

    /** What is decided about a volume that exists. */
    Optional<ExistingRules.Decision> decide(KubeObject desired, KubeObject live) {
        return switch (VolumeDecision.of(context.target(), desired, live)) {
            case REPOINT -> {
                JsonNode claimRef = desired.tree().path("spec").path("claimRef");
                Optional<Why> obstacle = VolumeDecision.claim(context.target(), claimRef)
                        .flatMap(claim -> ClaimFit.obstacle(live, claim));
                yield Optional.of(obstacle.map(ExistingRules.Decision::cannot)
                        .orElse(ExistingRules.Decision.change(How.REPOINT)));
            }
            case HELD_BY_OTHER -> Optional.of(ExistingRules.Decision.cannot(Why.of(RestoreMessage.VOLUME_HELD)));
            case AS_ANY_OBJECT -> Optional.empty();
        };
    }
}
