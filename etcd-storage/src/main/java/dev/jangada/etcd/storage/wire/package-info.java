/** Protobuf's wire format, as far as etcd's files need it: fields read where they lie, and written one after another. */
@NullMarked
package dev.jangada.etcd.storage.wire;

import org.jspecify.annotations.NullMarked;
