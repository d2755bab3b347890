package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.model.ObjectKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Stands for a key where many are kept: the first 16 bytes of the SHA-256 of its parts, so that nobody can choose names
 * that are taken for one another.
 */
record KeyHash(long high, long low) {

    static KeyHash of(ObjectKey key) {
        try {
            // No part of a key can hold a zero.
            String text = key.groupKind().group()
                    + '\0'
                    + key.groupKind().kind()
                    + '\0'
                    + key.namespace()
                    + '\0'
                    + key.name();
            var digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
            return new KeyHash(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
