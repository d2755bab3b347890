/** Tests of the package. */
@NullMarked
package dev.jangada.etcd.storage.restore;

import org.jspecify.annotations.NullMarked;
