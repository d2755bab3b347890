/**
 * A running etcd: its members and their health, alarms, hashes, and the stream of a snapshot.
 *
 * <p>This room knows etcd's API; it does not know Kubernetes.
 */
@NullMarked
package dev.jangada.etcd.client;

import org.jspecify.annotations.NullMarked;
