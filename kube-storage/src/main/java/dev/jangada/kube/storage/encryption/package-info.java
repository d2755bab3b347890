/**
 * Encryption at rest: the API server's EncryptionConfiguration, and what its providers have made of a value. Begin with
 * {@link dev.jangada.kube.storage.encryption.EncryptionConfiguration}; the formats are in
 * {@code docs/design/stored-objects.md}.
 *
 * <p>Keys never leave this package: not in messages, not in {@code toString}.
 */
@NullMarked
package dev.jangada.kube.storage.encryption;

import org.jspecify.annotations.NullMarked;
