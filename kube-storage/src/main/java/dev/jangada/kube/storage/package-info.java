/**
 * What the API server stores in etcd: the layout of keys, values in protobuf, JSON and CBOR, encryption at rest; and an
 * etcd file as a source of objects. The formats are in {@code docs/design/stored-objects.md}.
 *
 * <p>This room knows what Kubernetes writes into etcd; it does not know the network.
 */
@NullMarked
package dev.jangada.kube.storage;

import org.jspecify.annotations.NullMarked;
