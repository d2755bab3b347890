package dev.jangada.kube.storage;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * A key of etcd and its value at one revision.
 *
 * @param key the key's bytes
 * @param value gives a copy of the value, the caller's to keep; empty if the key was deleted
 * @param modRevision the revision of the change; a Kubernetes object's resourceVersion
 * @param createRevision the revision at which the key began to exist
 * @param version how often it was written since then, from 1
 * @param lease the lease that it goes with, 0 for none
 * @param deleted whether the change was a deletion
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
public record StoredValue(
        byte[] key,
        Supplier<byte[]> value,
        long modRevision,
        long createRevision,
        long version,
        long lease,
        boolean deleted) {

    /** The key as text. */
    public String keyText() {
        return new String(key, StandardCharsets.UTF_8);
    }

    /** The key and its revision, without the value. */
    @Override
    public String toString() {
        return keyText() + "@" + modRevision;
    }
}
