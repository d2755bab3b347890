package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.compare.NormalForm;
import dev.jangada.kube.model.scrub.Scrubber;
import java.util.Optional;

/** Whether what is in the target is what a restore has made, or what its plan has seen. */
final class AsRestored implements Changes.Look {

    /** By this name the server knows what Jangada has written. */
    static final String MANAGER = "jangada";

    private final Target target;
    private final Scrubber scrubber;
    private final FingerprintKey key;
    private final Optional<Beginning> beginning;

    /**
     * Looks into a target.
     *
     * @param beginning when the restore began; empty before it does, or where the target does not say
     */
    AsRestored(Target target, Scrubber scrubber, FingerprintKey key, Optional<Beginning> beginning) {
        this.target = target;
        this.scrubber = scrubber;
        this.key = key;
        this.beginning = beginning;
    }

    /** Whether an object asks for the same as what it was to be. */
    boolean is(KubeObject live, KubeObject desired) {
        return key.of(content(live)).equals(key.of(desired));
    }

    /** What an object asks for, as it will be when its volume is bound. */
    KubeObject content(KubeObject live) {
        return content(live, scrubber);
    }

    static KubeObject content(KubeObject live, Scrubber scrubber) {
        KubeObject content = scrubber.fields(live);
        return live.groupKind().equals(Outgoing.VOLUME) ? VolumeBodies.plain(content) : content;
    }

    /**
     * Whether Jangada has made an object of what it was to be. Admission may have added to it: limits to containers, say.
     */
    boolean isMadeOf(KubeObject live, KubeObject desired) {
        return mayBeOurs(live)
                && (is(live, desired)
                        || Contained.in(
                                NormalForm.standard().of(desired),
                                NormalForm.standard().of(content(live))));
    }

    /** What a lost request has created, if it has. */
    Optional<KubeObject> created(ResourceKind kind, KubeObject desired) throws StatusFailure {
        return target.find(kind, desired.namespace(), desired.name())
                .filter(live -> !isTerminating(live) && isCreatedHere(live) && isMadeOf(live, desired));
    }

    /** Whether this restore has created an object, rather than anybody else or an earlier restore. */
    boolean isCreatedHere(KubeObject live) {
        return mayBeOurs(live)
                && beginning.filter(began -> began.isBeforeCreationOf(live)).isPresent();
    }

    /** Whether this restore has written an object. */
    boolean isWrittenHere(KubeObject live) {
        return beginning.filter(began -> began.isBeforeWritingOf(live)).isPresent();
    }

    @Override
    public Optional<KubeObject> claim(JsonNode claimRef) throws StatusFailure {
        Optional<ResourceKind> kind = target.kind(Outgoing.CLAIM);
        return kind.isEmpty()
                ? Optional.empty()
                : target.find(
                        kind.get(),
                        claimRef.path("namespace").asText(),
                        claimRef.path("name").asText());
    }

    /** What a lost request has changed, if it has. */
    @Override
    public Optional<KubeObject> changed(How how, ResourceKind kind, KubeObject desired) throws StatusFailure {
        return target.find(kind, desired.namespace(), desired.name()).filter(live -> switch (how) {
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
                                || planned.fingerprint().equals(key.of(content(live)))))
                .isPresent();
    }

    static boolean isTerminating(KubeObject live) {
        return live.tree().path("metadata").has("deletionTimestamp");
    }

    /** The server remembers nobody for an object without fields, an empty ConfigMap say; of those only the time can tell. */
    private boolean mayBeOurs(KubeObject live) {
        boolean nobodys = live.tree().path("metadata").path("managedFields").isEmpty()
                && !(scrubber.apply(live) instanceof Scrubber.LeftOut(Scrubber.Reason reason)
                        && reason == Scrubber.Reason.MADE_BY_SYSTEM);
        return nobodys || isOurs(live);
    }

    /** Whether Jangada has written an object. */
    static boolean isOurs(KubeObject live) {
        for (JsonNode managed : live.tree().path("metadata").path("managedFields")) {
            if (managed.path("manager").asText().equals(MANAGER)) {
                return true;
            }
        }
        return false;
    }
}
