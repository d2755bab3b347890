/**
 * etcd's write-ahead log: read, checked, written; and what it has that a database does not have yet. Begin with
 * {@link dev.jangada.etcd.storage.wal.Wal} and {@link dev.jangada.etcd.storage.wal.Replay}.
 */
@NullMarked
package dev.jangada.etcd.storage.wal;

import org.jspecify.annotations.NullMarked;
