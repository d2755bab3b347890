package dev.jangada.lab.fault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private ServerSocket server;
    private TcpProxy proxy;

    /** Says {@code ABCDEFGH} to everybody who has said a byte. */
    @BeforeEach
    void serve() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        proxy = TcpProxy.before("tcp://127.0.0.1:" + server.getLocalPort());
        threads.execute(() -> {
            while (!server.isClosed()) {
                try (Socket client = server.accept()) {
                    assertThat(client.getInputStream().read()).isPositive();
                    client.getOutputStream().write("ABCDEFGH".getBytes(US_ASCII));
                } catch (IOException _) {
                    // The test is over, or a client has enough.
                }
            }
        });
    }

    @AfterEach
    void end() throws IOException {
        proxy.close();
        server.close();
        threads.close();
    }

    @Test
    void passesCutsAndChangesWhatTheServerSays() throws IOException {
        assertThat(answer()).isEqualTo("ABCDEFGH");
        proxy.changeAfter(2);
        assertThat(answer()).isEqualTo("ABBDEFGH");
        proxy.cutAfter(3);
        assertThat(answer()).isEqualTo("ABC");
        assertThat(proxy.answered()).isEqualTo(24);
    }

    @Test
    void fallsSilentAndKeepsTheConnection() throws IOException {
        proxy.silentAfter(4);
        try (Socket client = ask()) {
            assertThat(client.getInputStream().readNBytes(4)).asString().isEqualTo("ABCD");
            client.setSoTimeout(200);
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    private String answer() throws IOException {
        try (Socket client = ask()) {
            return new String(client.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private Socket ask() throws IOException {
        var client = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(proxy.url()).getPort());
        client.getOutputStream().write(1);
        return client;
    }
}
