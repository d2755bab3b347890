package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.compare.Converter;
import dev.jangada.kube.model.scrub.Scrubber;
import dev.jangada.kube.model.transform.Transform;
import dev.jangada.problem.Problem;
import java.util.Optional;

/**
 * Makes of an object of the source what is to be in the target: at the target's version, without what must not come back,
 * changed as the user wants. A plan and its execution both ask here, so that they mean the same.
 */
final class Outgoing {

    static final GroupKind CLAIM = new GroupKind("", "PersistentVolumeClaim");
    static final GroupKind VOLUME = new GroupKind("", "PersistentVolume");

    private final RestoreOptions options;
    private final Scrubber scrubber;
    private final Converter converter;
    private final Transform transform;

    /**
     * A maker.
     *
     * @param scrubber takes out what must not come back
     * @param converter brings objects to a version that the target serves
     * @param transform changes objects
     */
    Outgoing(RestoreOptions options, Scrubber scrubber, Converter converter, Transform transform) {
        this.options = options;
        this.scrubber = scrubber;
        this.converter = converter;
        this.transform = transform;
    }

    /** What became of an object. */
    sealed interface Outcome {}

    /** It goes to the target like this; its owners stand in their annotation. */
    record Ready(KubeObject desired) implements Outcome {}

    /** It does not travel. */
    record LeftOut(Scrubber.Reason reason) implements Outcome {}

    /** It cannot be brought into a form that the target takes. */
    record Impossible(Why why) implements Outcome {}

    /**
     * Decides.
     *
     * @param kind the kind at the version that the target is to be given
     */
    Outcome of(KubeObject object, ResourceKind kind) {
        try {
            return switch (scrubber.apply(object)) {
                case Scrubber.LeftOut(Scrubber.Reason reason) -> new LeftOut(reason);
                case Scrubber.Kept(KubeObject kept) ->
                    converted(kept, kind)
                            .<Outcome>map(converted -> new Ready(changed(object.key(), converted)))
                            .orElseGet(() -> impossible(kept));
            };
        } catch (Problem problem) {
            return new Impossible(Why.of(problem));
        }
    }

    private Optional<KubeObject> converted(KubeObject object, ResourceKind kind) {
        return object.apiVersion().equals(kind.apiVersion())
                ? Optional.of(object)
                : converter.convert(object, kind.apiVersion());
    }

    private Outcome impossible(KubeObject object) {
        return new Impossible(converter
                .obstacle(object)
                .map(Why::of)
                .orElseGet(() -> Why.of(RestoreMessage.VERSION_NOT_SERVED, object.apiVersion())));
    }

    private KubeObject changed(ObjectKey original, KubeObject object) {
        ObjectNode tree = object.tree();
        transform.apply(original, tree);
        if (options.has(Choice.DROP_FINALIZERS) && tree.path("metadata") instanceof ObjectNode metadata) {
            metadata.remove("finalizers");
        }
        if (options.volumes() == VolumePolicy.PROVISION
                && object.groupKind().equals(CLAIM)
                && tree.path("spec") instanceof ObjectNode spec) {
            spec.remove("volumeName");
        }
        KubeObject made = KubeObject.of(tree);
        return made.groupKind().equals(VOLUME) ? VolumeBodies.plain(made) : made;
    }
}
