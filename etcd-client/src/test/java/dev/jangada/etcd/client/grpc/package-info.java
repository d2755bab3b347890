/** Tests of gRPC's messages. */
@NullMarked
package dev.jangada.etcd.client.grpc;

import org.jspecify.annotations.NullMarked;
