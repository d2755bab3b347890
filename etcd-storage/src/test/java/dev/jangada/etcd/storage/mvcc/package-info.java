/** Tests of the package. */
@NullMarked
package dev.jangada.etcd.storage.mvcc;

import org.jspecify.annotations.NullMarked;
