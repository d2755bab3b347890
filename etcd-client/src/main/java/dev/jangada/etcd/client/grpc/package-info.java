/**
 * gRPC as far as etcd's clients need it: one request, and one answer or a stream of them, over HTTP/2. Messages are bytes;
 * {@link dev.jangada.etcd.client.grpc.ProtoReader} and {@link dev.jangada.etcd.client.grpc.ProtoWriter} look inside.
 *
 * <p>Begin with {@link dev.jangada.etcd.client.grpc.GrpcClient}. The types of the HTTP library do not leave this package.
 * Sources: "gRPC over HTTP2" in the gRPC project's documentation, and the Protocol Buffers encoding.
 */
@NullMarked
package dev.jangada.etcd.client.grpc;

import org.jspecify.annotations.NullMarked;
