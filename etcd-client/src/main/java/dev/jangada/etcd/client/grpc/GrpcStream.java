package dev.jangada.etcd.client.grpc;

import java.io.EOFException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The messages of one answer, in order. For one thread; closing it before the end breaks the connection. */
public final class GrpcStream implements AutoCloseable {

    /** One byte that says whether the message is compressed, four for its length. */
    private static final int PREFIX = 5;

    /** More than any answer that etcd gives; a length beyond it is no length. */
    private static final int LONGEST = 16 << 20;

    private final Connection connection;
    private final Consumer<Connection> done;
    private byte[] piece = new byte[0];
    private int at;

    GrpcStream(Connection connection, Consumer<Connection> done) {
        this.connection = connection;
        this.done = done;
    }

    /**
     * The next message; null if there is none and the server says that all is well.
     *
     * @throws GrpcException if the server says that the call failed
     * @throws IOException if the connection failed, or the server was silent for too long
     */
    public byte @Nullable [] next() throws IOException {
        byte[] prefix = bytes(PREFIX);
        if (prefix == null) {
            checkStatus();
            return null;
        }
        int length = (prefix[1] & 0xff) << 24 | (prefix[2] & 0xff) << 16 | (prefix[3] & 0xff) << 8 | prefix[4] & 0xff;
        if (prefix[0] != 0 || length < 0 || length > LONGEST) {
            throw new IOException("the answer is no gRPC message");
        }
        byte[] message = bytes(length);
        if (message == null) {
            throw new EOFException("the answer ended within a message");
        }
        return message;
    }

    /** So many bytes; null if the answer ends before the first. */
    private byte @Nullable [] bytes(int count) throws IOException {
        byte[] read = new byte[count];
        int filled = 0;
        while (filled < count) {
            if (at == piece.length) {
                byte[] more = connection.next();
                if (more == null) {
                    if (filled == 0) {
                        return null;
                    }
                    throw new EOFException("the answer ended within a message");
                }
                piece = more;
                at = 0;
            }
            int part = Math.min(count - filled, piece.length - at);
            System.arraycopy(piece, at, read, filled, part);
            at += part;
            filled += part;
        }
        return read;
    }

    /** An answer is whole only if its status says so; one that just ends was cut. */
    private void checkStatus() throws IOException {
        String http = connection.header(":status");
        if (!http.equals("200")) {
            throw new IOException("the server answers HTTP " + http + " and is no etcd");
        }
        String status = connection.header("grpc-status");
        if (status.isEmpty()) {
            throw new EOFException("the answer ended without a status");
        }
        if (!status.equals("0")) {
            throw refusal(status, connection.header("grpc-message"));
        }
    }

    /** The server's words are in UTF-8, percent-encoded. */
    private static IOException refusal(String status, String words) {
        try {
            return new GrpcException(
                    Integer.parseInt(status), URLDecoder.decode(words.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return new IOException("the answer's status cannot be read", e);
        }
    }

    @Override
    public void close() {
        done.accept(connection);
    }
}
