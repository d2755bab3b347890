package dev.jangada.etcd.client.grpc;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;

/**
 * Makes calls: as many connections to a server as there are calls to it at a time; those that are idle are used again. A
 * call may be made from any thread, and blocks it.
 *
 * <p>Memory: one frame (16 KiB) and one message of each answer under way; the kernel's buffers and the server's window of
 * 2 MiB beside it.
 */
public final class GrpcClient implements AutoCloseable {

    private final Optional<SSLContext> tls;
    private final Duration connectPatience;
    private final Duration answerPatience;
    private final ConcurrentHashMap<URI, Queue<Connection>> idle = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * A client; does not connect yet.
     *
     * @param tls what to show and whom to trust at {@code https} servers; the server's certificate must hold the name or
     *     address that was asked for
     * @param connectPatience how long a connection may take to make, and its TLS once more
     * @param answerPatience how long a server may be silent while an answer is waited for
     */
    public GrpcClient(Optional<SSLContext> tls, Duration connectPatience, Duration answerPatience) {
        this.tls = tls;
        this.connectPatience = connectPatience;
        this.answerPatience = answerPatience;
    }

    /**
     * Begins a call.
     *
     * @param server {@code http://HOST:PORT} (HTTP/2 from the first byte) or {@code https://HOST:PORT}
     * @param method {@code /PACKAGE.SERVICE/METHOD}
     * @param request the request's message, at most 16 000 bytes
     * @param metadata more headers, their names in lower case
     * @throws IOException if there is no connection to be had
     */
    public GrpcStream call(URI server, String method, byte[] request, Map<String, String> metadata) throws IOException {
        return begin(Connection.open(server, tls, connectPatience, answerPatience), server, method, request, metadata);
    }

    private GrpcStream begin(
            Connection connection, URI server, String method, byte[] request, Map<String, String> metadata)
            throws IOException {
        byte[] framed = ByteBuffer.allocate(5 + request.length)
                .put((byte) 0)
                .putInt(request.length)
                .put(request)
                .array();
        try {
            connection.send(method, metadata, framed);
            return new GrpcStream(connection, used -> done(server, used));
        } catch (IOException | RuntimeException e) {
            close(connection);
            throw e;
        }
    }

    private void done(URI server, Connection connection) {
        if (connection.reusable() && !closed) {
            idle(server).add(connection);
        } else {
            close(connection);
        }
    }

    private Queue<Connection> idle(URI server) {
        return idle.computeIfAbsent(server, at -> new ConcurrentLinkedQueue<>());
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Makes a call that is answered by one message; one that may be made twice.
     *
     * @throws GrpcException if the server says that the call failed
     * @throws IOException if the connection failed, or the server was silent for too long
     */
    public byte[] ask(URI server, String method, byte[] request, Map<String, String> metadata) throws IOException {
        Connection used = idle(server).poll();
        if (used != null) {
            try {
                return answer(begin(used, server, method, request, metadata));
            } catch (EOFException | SocketException _) {
                // The server, or something between, has closed it while nobody looked.
            }
        }
        return answer(call(server, method, request, metadata));
    }

    private static byte[] answer(GrpcStream asked) throws IOException {
        try (GrpcStream stream = asked) {
            byte[] message = stream.next();
            if (message == null) {
                throw new IOException("the answer is empty");
            }
            // The status comes after the message.
            if (stream.next() != null) {
                throw new IOException("the answer has more than one message");
            }
            return message;
        }
    }

    /** Breaks the connections that are not in use; those in use end with their calls. */
    @Override
    public void close() {
        closed = true;
        idle.values().forEach(known -> {
            for (Connection connection = known.poll(); connection != null; connection = known.poll()) {
                close(connection);
            }
        });
    }
}
