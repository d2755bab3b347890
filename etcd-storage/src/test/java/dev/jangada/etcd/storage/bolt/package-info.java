/** Tests of the package. */
@NullMarked
package dev.jangada.etcd.storage.bolt;

import org.jspecify.annotations.NullMarked;
