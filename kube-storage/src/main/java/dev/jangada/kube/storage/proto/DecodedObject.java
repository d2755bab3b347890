package dev.jangada.kube.storage.proto;

import java.util.List;

/**
 * The JSON that was made of an object's protobuf.
 *
 * @param json UTF-8, compact, with {@code apiVersion} and {@code kind}
 * @param knownKind whether the table has the kind; of another one only the metadata is in the JSON
 * @param unknown what is not in the JSON
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
public record DecodedObject(byte[] json, boolean knownKind, List<UnknownField> unknown) {

    public DecodedObject {
        unknown = List.copyOf(unknown);
    }

    /** Whether the JSON is less than what was stored. */
    public boolean partial() {
        return !knownKind || !unknown.isEmpty();
    }
}
