/**
 * The bbolt database: pages, buckets, records; read, checked, and written anew. Begin with
 * {@link dev.jangada.etcd.storage.bolt.BoltFile}.
 *
 * <p>A file is mapped, never loaded. Nothing in it is trusted: an identifier, a count or an offset is compared with what
 * the file can hold before it is followed, no page is visited twice, and what does not fit is a
 * {@link dev.jangada.etcd.storage.bolt.Fault} with its page and byte. This package knows nothing of what the records mean.
 */
@NullMarked
package dev.jangada.etcd.storage.bolt;

import org.jspecify.annotations.NullMarked;
