package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import java.util.Optional;

/** What is to be done about a PersistentVolume that exists in the target. */
enum VolumeDecision {
    /** It waits for a claim of this name that is no longer there, or for none: it is pointed to the claim that comes. */
    REPOINT,
    /** Another claim that lives is bound to it: it is not touched. */
    HELD_BY_OTHER,
    /** There is nothing special about it. */
    AS_ANY_OBJECT;

    static VolumeDecision of(Target target, KubeObject desired, KubeObject live) {
        JsonNode wanted = desired.tree().path("spec").path("claimRef");
        if (wanted.isMissingNode()) {
            return AS_ANY_OBJECT;
        }
        JsonNode held = live.tree().path("spec").path("claimRef");
        boolean sameClaim = held.path("namespace").equals(wanted.path("namespace"))
                && held.path("name").equals(wanted.path("name"));
        if (held.isMissingNode()) {
            return REPOINT;
        }
        if (isAlive(target, held)) {
            return sameClaim ? AS_ANY_OBJECT : HELD_BY_OTHER;
        }
        // What another claim left on it may still be wanted; without a uid it waits for this claim already.
        return sameClaim && !held.path("uid").asText("").isEmpty() ? REPOINT : AS_ANY_OBJECT;
    }

    /** Whether the claim that a reference means exists; one of the same name with another uid is another. */
    static boolean isAlive(Target target, JsonNode claimRef) {
        String uid = claimRef.path("uid").asText("");
        return claim(target, claimRef)
                .filter(claim -> uid.isEmpty() || claim.uid().equals(uid))
                .isPresent();
    }

    /** The claim that has the name that a reference says, whatever its uid. */
    static Optional<KubeObject> claim(Target target, JsonNode claimRef) {
        Optional<ResourceKind> kind = target.kind(Outgoing.CLAIM);
        return kind.flatMap(claims -> target.get(
                claims,
                claimRef.path("namespace").asText(),
                claimRef.path("name").asText()));
    }
}
