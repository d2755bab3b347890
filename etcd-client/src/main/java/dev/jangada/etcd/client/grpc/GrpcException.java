package dev.jangada.etcd.client.grpc;

import java.io.IOException;

/** That the server answered a call with an error; the message is the server's own text. */
public final class GrpcException extends IOException {

    private static final long serialVersionUID = 1;

    private final int code;

    GrpcException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** gRPC's status code, for example 16 for UNAUTHENTICATED. */
    public int code() {
        return code;
    }
}
