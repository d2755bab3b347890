/**
 * etcd's files: the bbolt database, its buckets and revisions, write-ahead log and raft snapshot; read, verified, hashed,
 * and built anew. The formats are in {@code docs/design/etcd-files.md}.
 *
 * <p>Begin with {@link dev.jangada.etcd.storage.EtcdFile}, which opens whatever a user has: a snapshot, a raw database, a
 * member's data directory, the archive of an old backup. {@code bolt} is the database file, {@code mvcc} what its records
 * mean, {@code wal} the log, {@code restore} new data directories, {@code wire} what all of them are written in.
 *
 * <p>This room knows files; it does not know Kubernetes, nor the network, and could be published alone.
 */
@NullMarked
package dev.jangada.etcd.storage;

import org.jspecify.annotations.NullMarked;
