package dev.jangada.etcd.client;

import dev.jangada.etcd.client.grpc.GrpcClient;
import dev.jangada.etcd.client.grpc.GrpcException;
import dev.jangada.etcd.client.grpc.GrpcStream;
import dev.jangada.etcd.client.grpc.ProtoReader;
import dev.jangada.etcd.client.grpc.ProtoWriter;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes calls as the user that the access names: logs in before the first, and again when the token is lost. */
final class Caller implements AutoCloseable {

    private static final int TOKEN_FIELD = 2;

    /** A member that was just restarted, or lags, may not know a token that was just given. */
    private static final int ATTEMPTS = 3;

    private final EtcdAccess access;
    private final GrpcClient grpc;
    private volatile @Nullable String token;

    Caller(EtcdAccess access, GrpcClient grpc) {
        this.access = access;
        this.grpc = grpc;
    }

    /** The answer of a call that has one. */
    byte[] ask(Endpoint endpoint, Call call, byte[] request) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return grpc.ask(endpoint.uri(), call.path(), request, metadata(endpoint));
            } catch (GrpcException e) {
                if (attempt == ATTEMPTS || access.login().isEmpty() || !ClientProblems.tokenLost(e)) {
                    throw e;
                }
                token = null;
            }
        }
    }

    /** The answers of a call that has many. */
    GrpcStream stream(Endpoint endpoint, Call call, byte[] request) throws IOException {
        return grpc.call(endpoint.uri(), call.path(), request, metadata(endpoint));
    }

    private Map<String, String> metadata(Endpoint endpoint) throws IOException {
        Optional<EtcdAccess.Login> login = access.login();
        if (login.isEmpty()) {
            return Map.of();
        }
        String known = token;
        if (known == null) {
            known = authenticate(endpoint, login.get());
            token = known;
        }
        return known.isEmpty() ? Map.of() : Map.of("token", known);
    }

    /** A token; empty if authentication is not enabled, as etcdctl takes it. */
    private String authenticate(Endpoint endpoint, EtcdAccess.Login login) throws IOException {
        byte[] request = new ProtoWriter()
                .text(1, login.user())
                .text(2, login.password())
                .toBytes();
        try {
            var answer = new ProtoReader(grpc.ask(endpoint.uri(), Call.AUTHENTICATE.path(), request, Map.of()));
            String given = "";
            while (answer.next()) {
                if (answer.field() == TOKEN_FIELD) {
                    given = answer.text();
                }
            }
            return given;
        } catch (GrpcException e) {
            if (ClientProblems.noLoginNeeded(e)) {
                return "";
            }
            throw e;
        }
    }

    @Override
    public void close() {
        grpc.close();
    }
}
