package dev.jangada.cli.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** Stands before a server, and breaks some of the connections in the middle of what the server says. */
final class BreakingLine implements AutoCloseable {

    private final URI server;
    private final ServerSocket listener;
    private final IntSupplier lengths;
    private final AtomicInteger broken = new AtomicInteger();

    private BreakingLine(URI server, IntSupplier lengths) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        this.lengths = lengths;
    }

    /**
     * Starts one.
     *
     * @param url {@code SCHEME://HOST:PORT} of the server
     * @param lengths asked for each connection: after how many bytes of the server's it breaks
     */
    static BreakingLine before(String url, IntSupplier lengths) throws IOException {
        var line = new BreakingLine(URI.create(url), lengths);
        Thread.startVirtualThread(line::accept);
        return line;
    }

    /** Its URL. */
    String url() {
        return server.getScheme() + "://127.0.0.1:" + listener.getLocalPort();
    }

    /** How many connections it has broken. */
    int broken() {
        return broken.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                int length = lengths.getAsInt();
                Thread.startVirtualThread(() -> serve(client, length));
            } catch (IOException over) {
                // The test is over.
            }
        }
    }

    private void serve(Socket client, int length) {
        try (client;
                var up = new Socket(server.getHost(), server.getPort())) {
            Thread.startVirtualThread(() -> ask(client, up));
            InputStream from = up.getInputStream();
            OutputStream to = client.getOutputStream();
            var buffer = new byte[8192];
            int left = length;
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                to.write(buffer, 0, Math.min(read, left));
                left -= read;
                if (left <= 0) {
                    broken.incrementAndGet();
                    return;
                }
            }
        } catch (IOException gone) {
            // A side has gone: the other sees its connection end.
        }
    }

    private static void ask(Socket client, Socket up) {
        try {
            client.getInputStream().transferTo(up.getOutputStream());
            up.shutdownOutput();
        } catch (IOException gone) {
            // The other direction ends too.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
