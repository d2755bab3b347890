/**
 * New data directories for etcd members, made of what a database holds: what {@code etcdutl snapshot restore} does, but
 * with a database that is written anew, compared with its source, and without anything of the old cluster. Begin with
 * {@link dev.jangada.etcd.storage.restore.Restore}.
 */
@NullMarked
package dev.jangada.etcd.storage.restore;

import org.jspecify.annotations.NullMarked;
