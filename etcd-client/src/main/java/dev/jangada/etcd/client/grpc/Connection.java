package dev.jangada.etcd.client.grpc;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http2.config.H2Param;
import org.apache.hc.core5.http2.config.H2Setting;
import org.apache.hc.core5.http2.frame.DefaultFrameFactory;
import org.apache.hc.core5.http2.frame.FrameFactory;
import org.apache.hc.core5.http2.frame.FrameFlag;
import org.apache.hc.core5.http2.frame.FrameType;
import org.apache.hc.core5.http2.frame.RawFrame;
import org.apache.hc.core5.http2.hpack.HPackDecoder;
import org.apache.hc.core5.http2.hpack.HPackEncoder;
import org.apache.hc.core5.http2.hpack.HPackException;
import org.apache.hc.core5.http2.impl.io.FrameInputBuffer;
import org.apache.hc.core5.http2.impl.io.FrameOutputBuffer;
import org.apache.hc.core5.util.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection with one request at a time, read by the thread that asks. The library's own HTTP/2 clients refuse
 * etcd: it allows 4 294 967 295 requests at a time, which they take for -1. Its frames and its header compression are
 * used here. Source: RFC 9113.
 */
final class Connection implements AutoCloseable {

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int FRAME = 16_384;
    private static final int TABLE = 4_096;
    private static final int DEFAULT_WINDOW = 65_535;

    /** Enough for 100 MB/s over a path of 20 ms. */
    private static final int WINDOW = 2 << 20;

    private final FrameFactory frames = DefaultFrameFactory.INSTANCE;
    private final FrameInputBuffer input = new FrameInputBuffer(FRAME);
    private final FrameOutputBuffer output = new FrameOutputBuffer(FRAME);
    private final HPackEncoder encoder = new HPackEncoder(TABLE, StandardCharsets.US_ASCII);
    private final HPackDecoder decoder = new HPackDecoder(TABLE, StandardCharsets.UTF_8);
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String scheme;
    private final String authority;
    private final List<Header> headers = new ArrayList<>();
    private int stream = -1;
    private int taken;
    private boolean ended = true;
    private boolean leaving;

    private Connection(Socket socket, URI server) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.out = new BufferedOutputStream(socket.getOutputStream());
        this.scheme = server.getScheme();
        this.authority = server.getRawAuthority();
    }

    /** Connects. What goes wrong is thrown as the JDK names it. */
    static Connection open(URI server, Optional<SSLContext> tls, Duration connectPatience, Duration answerPatience)
            throws IOException {
        Socket socket = Sockets.connect(server, tls, connectPatience);
        try {
            socket.setSoTimeout((int) answerPatience.toMillis());
            var connection = new Connection(socket, server);
            connection.greet();
            return connection;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private void greet() throws IOException {
        out.write(PREFACE);
        output.write(
                frames.createSettings(
                        new H2Setting(H2Param.ENABLE_PUSH, 0), new H2Setting(H2Param.INITIAL_WINDOW_SIZE, WINDOW)),
                out);
        output.write(frames.createWindowUpdate(0, WINDOW - DEFAULT_WINDOW), out);
    }

    /**
     * Sends a request; the answer is read by {@link #next}.
     *
     * @param body at most 16 KiB, which every server takes without being asked
     */
    void send(String path, Map<String, String> metadata, byte[] body) throws IOException {
        stream += 2;
        ended = false;
        taken = 0;
        headers.clear();
        var fields = new ArrayList<Header>(List.of(
                new BasicHeader(":method", "POST"),
                new BasicHeader(":scheme", scheme),
                new BasicHeader(":path", path),
                new BasicHeader(":authority", authority),
                new BasicHeader("te", "trailers"),
                new BasicHeader("content-type", "application/grpc"),
                new BasicHeader("user-agent", "jangada")));
        metadata.forEach((name, value) -> fields.add(new BasicHeader(name, value)));
        var block = new ByteArrayBuffer(512);
        encoder.encodeHeaders(block, fields, true);
        try {
            output.write(
                    frames.createHeaders(stream, ByteBuffer.wrap(block.array(), 0, block.length()), true, false), out);
            output.write(frames.createData(stream, ByteBuffer.wrap(body), true), out);
            out.flush();
        } catch (IOException e) {
            // A server that refuses the client's certificate says why before it hangs up.
            var _ = next();
            throw e;
        }
    }

    /** The next bytes of the answer; null at its end. */
    byte @Nullable [] next() throws IOException {
        while (!ended) {
            byte[] data = understood(frame());
            if (data != null) {
                return data;
            }
        }
        return null;
    }

    private byte @Nullable [] understood(RawFrame frame) throws IOException {
        try {
            return take(frame);
        } catch (RuntimeException e) {
            // Buffers, and the library's decoders, throw these at what is malformed.
            throw new IOException("the answer cannot be read", e);
        }
    }

    private RawFrame frame() throws IOException {
        try {
            RawFrame frame = input.read(in);
            if (frame != null) {
                return frame;
            }
        } catch (ConnectionClosedException _) {
            // The library's name for the end of the stream.
        }
        throw new EOFException("the connection was closed");
    }

    private byte @Nullable [] take(RawFrame frame) throws IOException {
        @Nullable FrameType type = FrameType.valueOf(frame.getType());
        switch (type) {
            // One of an extension, which nobody has asked for.
            case null -> {}
            case DATA -> {
                return frame.getStreamId() == stream ? data(frame) : null;
            }
            case HEADERS -> headers(frame);
            case SETTINGS -> {
                if (!frame.isFlagSet(FrameFlag.ACK)) {
                    answer(frames.createSettingsAck());
                }
            }
            case PING -> {
                if (!frame.isFlagSet(FrameFlag.ACK)) {
                    answer(frames.createPingAck(frame.getPayloadContent()));
                }
            }
            case RST_STREAM -> {
                if (frame.getStreamId() == stream) {
                    throw new EOFException("the server broke the answer off");
                }
            }
            case GOAWAY -> {
                leaving = true;
                if (frame.getPayloadContent().getInt() < stream) {
                    throw new EOFException("the server is going away");
                }
            }
            case WINDOW_UPDATE, PRIORITY, PRIORITY_UPDATE -> {}
            case PUSH_PROMISE, CONTINUATION -> throw new IOException("unexpected " + type + " from the server");
        }
        return null;
    }

    private byte[] data(RawFrame frame) throws IOException {
        ByteBuffer payload = frame.getPayloadContent();
        byte[] data = new byte[payload == null ? 0 : payload.remaining()];
        if (payload != null) {
            payload.get(data);
        }
        ended = frame.isFlagSet(FrameFlag.END_STREAM);
        taken += frame.getLength();
        if (taken > WINDOW / 4 || ended) {
            if (taken > 0) {
                output.write(frames.createWindowUpdate(0, taken), out);
            }
            if (!ended) {
                output.write(frames.createWindowUpdate(stream, taken), out);
            }
            out.flush();
            taken = 0;
        }
        return data;
    }

    /** The head of an answer, or what comes after its last byte; of a stream that nobody waits for it is decoded too. */
    private void headers(RawFrame first) throws IOException {
        var block = new ByteArrayBuffer(512);
        RawFrame frame = first;
        ByteBuffer content = first.getPayloadContent();
        if (first.isFlagSet(FrameFlag.PRIORITY)) {
            content.position(content.position() + 5);
        }
        append(block, content);
        while (!frame.isFlagSet(FrameFlag.END_HEADERS)) {
            frame = frame();
            if (!frame.isType(FrameType.CONTINUATION) || block.length() > FRAME) {
                throw new IOException("the answer's headers have no end");
            }
            append(block, frame.getPayload());
        }
        try {
            List<Header> decoded = decoder.decodeHeaders(ByteBuffer.wrap(block.array(), 0, block.length()));
            if (first.getStreamId() == stream) {
                headers.addAll(decoded);
                ended = first.isFlagSet(FrameFlag.END_STREAM);
            }
        } catch (HPackException e) {
            throw new IOException("the answer's headers cannot be read", e);
        }
    }

    private static void append(ByteArrayBuffer block, ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        block.append(bytes, 0, bytes.length);
    }

    private void answer(RawFrame frame) throws IOException {
        output.write(frame, out);
        out.flush();
    }

    /** What the answer's head, and at its end its tail, say; empty if it does not say it. */
    String header(String name) {
        return headers.stream()
                .filter(header -> header.getName().equals(name))
                .map(Header::getValue)
                .findFirst()
                .orElse("");
    }

    /** Whether another request can be sent. */
    boolean reusable() {
        return ended && !leaving && stream < Integer.MAX_VALUE - 2;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
