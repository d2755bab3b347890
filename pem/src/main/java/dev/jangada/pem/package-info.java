/**
 * Certificates and private keys in PEM, in every form that kubeconfigs and etcd's files have them.
 *
 * <p>This room knows bytes; it knows no file, no network, and no other room.
 */
@NullMarked
package dev.jangada.pem;

import org.jspecify.annotations.NullMarked;
