package dev.jangada.lab.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes connections on to a server, whatever is spoken over them, TLS too, and can spoil what the server says: break the
 * connection, fall silent, or change a byte. What is spoiled is counted over all connections since the proxy was told.
 */
public final class TcpProxy implements AutoCloseable {

    private static final long NEVER = Long.MAX_VALUE;

    private final URI server;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong answered = new AtomicLong();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile long cutAt = NEVER;
    private volatile long silentAt = NEVER;
    private volatile long changeAt = NEVER;

    private TcpProxy(URI server) throws IOException {
        this.server = server;
        this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    }

    /**
     * Starts a proxy on a port of its own.
     *
     * @param url {@code SCHEME://HOST:PORT} of the server
     */
    public static TcpProxy before(String url) {
        try {
            var proxy = new TcpProxy(URI.create(url));
            proxy.threads.execute(proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server's URL with 127.0.0.1 and the proxy's port instead. */
    public String url() {
        return server.getScheme() + "://127.0.0.1:" + listener.getLocalPort();
    }

    /** After so many more bytes of the server, the connection breaks. */
    public void cutAfter(long bytes) {
        cutAt = answered.get() + bytes;
    }

    /** After so many more bytes of the server, none come through, and the connections stay open. */
    public void silentAfter(long bytes) {
        silentAt = answered.get() + bytes;
    }

    /** After so many more bytes of the server, one bit of the next one is wrong. */
    public void changeAfter(long bytes) {
        changeAt = answered.get() + bytes;
    }

    /** How many bytes of the server have come so far. */
    public long answered() {
        return answered.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                var upstream = new Socket(server.getHost(), server.getPort())) {
            sockets.add(upstream);
            threads.execute(() -> ask(client, upstream));
            answer(upstream.getInputStream(), client.getOutputStream());
        } catch (IOException _) {
            // A side has gone, or the proxy has cut: the client sees its connection end.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void ask(Socket client, Socket upstream) {
        try {
            client.getInputStream().transferTo(upstream.getOutputStream());
            upstream.shutdownOutput();
        } catch (IOException _) {
            // The other direction ends too, and tells the client.
        }
    }

    private void answer(InputStream from, OutputStream to) throws IOException, InterruptedException {
        byte[] buffer = new byte[8192];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            long before = answered.getAndAdd(read);
            if (changeAt >= before && changeAt < before + read) {
                buffer[(int) (changeAt - before)] ^= 1;
            }
            to.write(buffer, 0, Math.clamp(Math.min(cutAt, silentAt) - before, 0, read));
            if (before + read >= silentAt) {
                closed.await();
            }
            if (before + read >= cutAt) {
                return;
            }
        }
    }

    /** Breaks all connections and ends. */
    @Override
    public void close() {
        try {
            listener.close();
            closed.countDown();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
        threads.close();
    }
}
