/**
 * Objects in protobuf, as the API server stores and sends them, to the JSON that the API server makes of them. Begin with
 * {@link dev.jangada.kube.storage.proto.ProtobufDecoder}; the table of fields is {@code wire-schema.txt}, its notation
 * and the rules are in {@code docs/design/stored-objects.md}.
 *
 * <p>This package knows neither etcd nor keys.
 */
@NullMarked
package dev.jangada.kube.storage.proto;

import org.jspecify.annotations.NullMarked;
