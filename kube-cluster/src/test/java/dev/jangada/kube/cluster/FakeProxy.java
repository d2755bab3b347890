package dev.jangada.kube.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP proxy that makes tunnels, for those who show what it wants to see. */
final class FakeProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final String wanted;
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * A proxy that runs.
     *
     * @param wanted a header with its value, empty if it wants none
     */
    FakeProxy(String wanted) throws IOException {
        this.wanted = wanted;
        this.listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        threads.execute(this::serve);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The beginnings of the requests for tunnels. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                threads.execute(() -> tunnel(client));
            } catch (IOException e) {
                System.getLogger("fake").log(System.Logger.Level.DEBUG, "proxy closed", e);
            }
        }
    }

    private void tunnel(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            heads.add(head);
            while (!head.contains(wanted)) {
                answer(
                        client,
                        "407 Proxy Authentication Required",
                        "Proxy-Authenticate: Basic realm=\"fake\"",
                        "Content-Length: 0");
                head = head(client.getInputStream());
                heads.add(head);
            }
            String[] target = head.split(" ", 3)[1].split(":", 2);
            try (var server = new Socket(target[0], Integer.parseInt(target[1]))) {
                answer(client, "200 Connection established");
                threads.execute(() -> copy(server, client));
                client.getInputStream().transferTo(server.getOutputStream());
            }
        } catch (IOException e) {
            System.getLogger("fake").log(System.Logger.Level.DEBUG, "tunnel ended", e);
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            System.getLogger("fake").log(System.Logger.Level.DEBUG, "tunnel ended", e);
        }
    }

    private static void answer(Socket client, String... lines) throws IOException {
        String answer = "HTTP/1.1 " + String.join("\r\n", lines) + "\r\n\r\n";
        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
    }
}
