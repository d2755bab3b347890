package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.scrub.Scrubber;
import java.util.Optional;

/** Whether what is in the target is what a restore has made, or what its plan has seen. */
final class AsRestored implements Changes.Look {

    private final Target target;
    private final Scrubber scrubber;
    private final FingerprintKey key;

    AsRestored(Target target, Scrubber scrubber, FingerprintKey key) {
        this.target = target;
        this.scrubber = scrubber;
        this.key = key;
    }

    /** Whether an object asks for the same as what it was to be. */
    boolean is(KubeObject live, KubeObject desired) {
        return key.of(content(live)).equals(key.of(desired));
    }

    /** What an object will be when its volume is bound. */
    KubeObject content(KubeObject live) {
        KubeObject content = scrubber.fields(live);
        if (!live.groupKind().equals(Outgoing.VOLUME)) {
            return content;
        }
        ObjectNode tree = content.tree();
        JsonNode policy = tree.path("metadata").path("annotations").path(Bodies.RECLAIM_POLICY);
        if (policy.isTextual() && tree.path("metadata").path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(Bodies.RECLAIM_POLICY);
            if (annotations.isEmpty()) {
                tree.withObjectProperty("metadata").remove("annotations");
            }
            tree.withObjectProperty("spec").put("persistentVolumeReclaimPolicy", policy.asText());
        }
        return KubeObject.of(tree);
    }

    /** What a lost request has created, if it has. */
    Optional<KubeObject> created(ResourceKind kind, KubeObject desired) {
        return target.get(kind, desired.namespace(), desired.name()).filter(live -> isOurs(live) && is(live, desired));
    }

    @Override
    public Optional<KubeObject> claim(JsonNode claimRef) {
        return VolumeDecision.claim(target, claimRef);
    }

    /** What a lost request has changed, if it has. */
    @Override
    public Optional<KubeObject> changed(How how, ResourceKind kind, KubeObject desired) {
        return target.get(kind, desired.namespace(), desired.name()).filter(live -> switch (how) {
            case MERGE, REPLACE, RECREATE -> is(live, desired);
            case NODE -> !Changes.adds(desired, live, true);
            case REPOINT -> VolumeDecision.of(target, desired, live) == VolumeDecision.AS_ANY_OBJECT;
        });
    }

    /** Whether an object is still what the plan has seen; that controllers wrote its status does not count. */
    boolean isAsPlanned(KubeObject live, PlanEntry entry) {
        return entry.live()
                .filter(planned -> planned.uid().equals(live.uid())
                        && (planned.resourceVersion().equals(live.resourceVersion())
                                || planned.fingerprint().equals(key.of(scrubber.fields(live)))))
                .isPresent();
    }

    /** Whether Jangada has written an object. */
    static boolean isOurs(KubeObject live) {
        for (JsonNode managed : live.tree().path("metadata").path("managedFields")) {
            if (managed.path("manager").asText().equals("jangada")) {
                return true;
            }
        }
        return false;
    }
}
