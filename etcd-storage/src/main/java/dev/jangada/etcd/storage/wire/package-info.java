/**
 * What etcd's files are made of: protobuf's fields, read where they lie and written one after another, and CRC-32C in
 * parts.
 */
@NullMarked
package dev.jangada.etcd.storage.wire;

import org.jspecify.annotations.NullMarked;
