package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.compare.Quantity;
import java.math.BigDecimal;
import java.util.Optional;

/** Whether a volume can be bound to a claim: the rules that the volume controller itself has. */
final class ClaimFit {

    private ClaimFit() {}

    /** Why the claim cannot have the volume; empty if it can. */
    static Optional<Why> obstacle(KubeObject volume, KubeObject claim) {
        JsonNode offered = volume.tree().path("spec");
        JsonNode asked = claim.tree().path("spec");
        String other = asked.path("volumeName").asText("");
        if (!other.isEmpty() && !other.equals(volume.name())) {
            return Optional.of(
                    Why.of(RestoreMessage.CLAIM_HAS_OTHER, claim.key().path(), other));
        }
        String offeredClass = offered.path("storageClassName").asText("");
        String askedClass = asked.path("storageClassName").asText("");
        if (!offeredClass.equals(askedClass)) {
            return Optional.of(Why.of(RestoreMessage.CLAIM_CLASS, claim.key().path(), askedClass, offeredClass));
        }
        String size = offered.path("capacity").path("storage").asText("0");
        String wanted = asked.path("resources").path("requests").path("storage").asText("0");
        if (quantity(size).compareTo(quantity(wanted)) < 0) {
            return Optional.of(Why.of(RestoreMessage.CLAIM_SIZE, claim.key().path(), wanted, size));
        }
        for (JsonNode mode : asked.path("accessModes")) {
            if (offered.path("accessModes").valueStream().noneMatch(mode::equals)) {
                return Optional.of(Why.of(RestoreMessage.CLAIM_MODE, claim.key().path(), mode.asText()));
            }
        }
        String volumeMode = asked.path("volumeMode").asText("Filesystem");
        return volumeMode.equals(offered.path("volumeMode").asText("Filesystem"))
                ? Optional.empty()
                : Optional.of(Why.of(RestoreMessage.CLAIM_MODE, claim.key().path(), volumeMode));
    }

    /** What is no quantity counts as nothing. */
    private static BigDecimal quantity(String text) {
        return Quantity.parse(text).orElse(BigDecimal.ZERO);
    }
}
