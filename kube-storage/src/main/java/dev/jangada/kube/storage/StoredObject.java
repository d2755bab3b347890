package dev.jangada.kube.storage;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.storage.proto.UnknownField;
import java.util.List;

/**
 * An object as it is stored, and what of it could not be read.
 *
 * @param object the object; what is unknown is not in it, but is named by {@link KubeObject#missing()}
 * @param knownKind whether its kind is known; of another one, stored in protobuf, only the metadata is in the object
 * @param unknown fields that are newer than this program, or have no form in JSON
 */
public record StoredObject(KubeObject object, boolean knownKind, List<UnknownField> unknown) {

    public StoredObject {
        unknown = List.copyOf(unknown);
        List<String> missing = missing(object, knownKind, unknown);
        object = missing.isEmpty() ? object : object.lacking(missing);
    }

    private static List<String> missing(KubeObject object, boolean knownKind, List<UnknownField> unknown) {
        return knownKind
                ? unknown.stream().map(UnknownField::toString).distinct().toList()
                : List.of(object.apiVersion() + " " + object.kind());
    }

    /** Whether the object is less than what is stored; it is not to be restored without asking. */
    public boolean partial() {
        return !object.missing().isEmpty();
    }
}
