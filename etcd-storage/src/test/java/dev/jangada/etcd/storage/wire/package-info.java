/** Tests of the package. */
@NullMarked
package dev.jangada.etcd.storage.wire;

import org.jspecify.annotations.NullMarked;
