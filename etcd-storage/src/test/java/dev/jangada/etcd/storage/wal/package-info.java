/** Tests of the package. */
@NullMarked
package dev.jangada.etcd.storage.wal;

import org.jspecify.annotations.NullMarked;
