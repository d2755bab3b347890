/**
 * What the records of a database mean: revisions of keys in the bucket {@code key}, and the cluster's own records in the
 * others. Begin with {@link dev.jangada.etcd.storage.mvcc.Mvcc}.
 *
 * <p>Keys and values are bytes here; what an application keeps in them is not this package's business.
 */
@NullMarked
package dev.jangada.etcd.storage.mvcc;

import org.jspecify.annotations.NullMarked;
