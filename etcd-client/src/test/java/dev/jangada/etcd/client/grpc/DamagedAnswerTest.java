package dev.jangada.etcd.client.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.http2.config.H2Param;
import org.apache.hc.core5.http2.config.H2Setting;
import org.apache.hc.core5.http2.frame.DefaultFrameFactory;
import org.apache.hc.core5.http2.frame.FrameFactory;
import org.apache.hc.core5.http2.frame.RawFrame;
import org.apache.hc.core5.http2.hpack.HPackEncoder;
import org.apache.hc.core5.http2.impl.io.FrameOutputBuffer;
import org.apache.hc.core5.util.ByteArrayBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever a server says, a call ends with an answer or an {@link IOException}. */
class DamagedAnswerTest {

    private static final byte[] MESSAGE = "the answer".getBytes(StandardCharsets.UTF_8);
    private static final FrameFactory FRAMES = DefaultFrameFactory.INSTANCE;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private ServerSocket server;
    private volatile byte[] said = new byte[0];

    /** Says the same to everybody who has asked. */
    @BeforeEach
    void serve() throws IOException {
        server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        threads.execute(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    byte[] asked = new byte[1024];
                    if (client.getInputStream().read(asked) > 0) {
                        client.getOutputStream().write(said);
                        client.shutdownOutput();
                        // What the client still says must not make the system reset the connection.
                        var _ = client.getInputStream().transferTo(ByteArrayOutputStream.nullOutputStream());
                    }
                } catch (IOException _) {
                    // The client has enough.
                }
            }
        });
    }

    @AfterEach
    void end() throws IOException {
        server.close();
        threads.close();
    }

    @Test
    void aWholeAnswerIsRead() throws IOException {
        said = answer("200", "0", "");
        assertThat(ask()).isEqualTo(MESSAGE);
    }

    /** What etcd announces, and HTTP/2 clients of the library take for -1. */
    @Test
    void asManyRequestsAsThereAreNumbersAreAllowed() throws IOException {
        byte[] settings = frames(FRAMES.createSettings(new H2Setting(H2Param.MAX_CONCURRENT_STREAMS, 0)));
        // The library cannot write the number either.
        Arrays.fill(settings, settings.length - 4, settings.length, (byte) 0xff);
        said = joined(settings, answer("200", "0", ""));
        assertThat(ask()).isEqualTo(MESSAGE);
    }

    @Test
    void theServersWordsAreTold() throws IOException {
        said = answer("200", "7", "n%C3%A3o + assim");
        assertThatThrownBy(this::ask)
                .isInstanceOfSatisfying(
                        GrpcException.class,
                        refused -> assertThat(refused.code()).isEqualTo(7))
                .hasMessage("não + assim");
    }

    @Test
    void whatIsNoEtcdIsRefused() throws IOException {
        said = answer("404", "0", "");
        assertThatThrownBy(this::ask).hasMessageContaining("HTTP 404");
        said = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
        said = new byte[0];
        assertThatThrownBy(this::ask).isInstanceOf(IOException.class);
    }

    /** An answer without its end is not an answer, even if all of its message has come. */
    @Test
    void everyCutIsFound() throws IOException {
        byte[] whole = answer("200", "0", "");
        for (int length = 0; length < whole.length; length++) {
            said = Arrays.copyOf(whole, length);
            assertThatThrownBy(this::ask).as("cut after %d bytes", length).isInstanceOf(IOException.class);
        }
    }

    @Test
    void damagedAnswersAreReadOrRefusedAndNothingElse() throws IOException {
        long seed = 22;
        var random = new SplittableRandom(seed);
        byte[] whole = answer("200", "0", "");
        int refused = 0;
        for (int round = 0; round < 1_000; round++) {
            byte[] damaged = whole.clone();
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            said = damaged;
            try {
                assertThat(ask()).isNotNull();
            } catch (IOException e) {
                refused++;
            }
        }
        assertThat(refused).as("seed %d", seed).isBetween(100, 999);
    }

    private byte[] ask() throws IOException {
        try (var client = new GrpcClient(Optional.empty(), Duration.ofSeconds(5), Duration.ofSeconds(5))) {
            return client.ask(URI.create("http://127.0.0.1:" + server.getLocalPort()), "/a.B/C", new byte[0], Map.of());
        }
    }

    private static byte[] answer(String http, String status, String words) throws IOException {
        var encoder = new HPackEncoder(4096, StandardCharsets.UTF_8);
        byte[] message = ByteBuffer.allocate(5 + MESSAGE.length)
                .put((byte) 0)
                .putInt(MESSAGE.length)
                .put(MESSAGE)
                .array();
        return frames(
                FRAMES.createSettings(),
                FRAMES.createHeaders(1, block(encoder, new BasicHeader(":status", http)), true, false),
                FRAMES.createData(1, ByteBuffer.wrap(message), false),
                FRAMES.createHeaders(
                        1,
                        block(encoder, new BasicHeader("grpc-status", status), new BasicHeader("grpc-message", words)),
                        true,
                        true));
    }

    private static ByteBuffer block(HPackEncoder encoder, Header... headers) throws IOException {
        var block = new ByteArrayBuffer(100);
        encoder.encodeHeaders(block, new ArrayList<>(List.of(headers)), false);
        return ByteBuffer.wrap(block.toByteArray());
    }

    private static byte[] frames(RawFrame... frames) throws IOException {
        var out = new ByteArrayOutputStream();
        var buffer = new FrameOutputBuffer(16_384);
        for (var frame : frames) {
            buffer.write(frame, out);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}
