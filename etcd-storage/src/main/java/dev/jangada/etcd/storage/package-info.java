/**
 * etcd's files: the bbolt database, its buckets and revisions, write-ahead log and raft snapshot; read, verified, hashed,
 * and built anew. The formats are in {@code docs/design/etcd-files.md}.
 *
 * <p>This room knows files; it does not know Kubernetes, nor the network, and could be published alone.
 */
@NullMarked
package dev.jangada.etcd.storage;

import org.jspecify.annotations.NullMarked;
