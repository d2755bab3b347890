/** Encryption at rest, tested with values that the API server's own code has encrypted. */
@NullMarked
package dev.jangada.kube.storage.encryption;

import org.jspecify.annotations.NullMarked;
