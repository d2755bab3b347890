package dev.jangada.repository.play;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands before a server and spoils connections, by a seed: refuses to listen, says 500, 503 or SlowDown instead of the server, breaks
 * off in the middle of a request or of an answer, is slow. No connection lives for more than 250 kB. The connection is spoiled, so whatever is spoken over it is.
 */
public final class FaultyWire implements AutoCloseable {

    private static final int KINDS = 6;

    private final ServerSocket listener;
    private final int target;
    private final int oneIn;
    private final Random random;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger spoiled = new AtomicInteger();

    /**
     * Starts it.
     *
     * @param target the server's port on loopback
     * @param oneIn one connection in so many is spoiled
     */
    public FaultyWire(int target, int oneIn, long seed) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        this.oneIn = oneIn;
        this.random = new Random(seed);
        Thread.startVirtualThread(this::accept);
    }

    /** Its address, for plain http. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** How many connections were spoiled. */
    public int spoiled() {
        return spoiled.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                int kind;
                int bytes;
                synchronized (random) {
                    kind = random.nextInt(oneIn) == 0 ? 1 + random.nextInt(KINDS) : 0;
                    bytes = random.nextInt(200_000);
                }
                Thread.startVirtualThread(() -> serve(client, kind, bytes));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client, int kind, int bytes) {
        try (client) {
            if (kind != 0) {
                spoiled.incrementAndGet();
            }
            int life = 50_000 + bytes;
            switch (kind) {
                case 1 -> say(client, "500 Internal Server Error", "InternalError");
                case 2 -> say(client, "503 Slow Down", "SlowDown");
                case 3 -> say(client, "503 Service Unavailable", "");
                case 4 -> pass(client, bytes, Integer.MAX_VALUE, 0);
                case 5 -> pass(client, Integer.MAX_VALUE, bytes, 0);
                case 6 -> pass(client, Integer.MAX_VALUE, Integer.MAX_VALUE, 20);
                default -> pass(client, life, life, 0);
            }
        } catch (IOException sideIsGone) {
            sockets.remove(client);
        }
    }

    private static void say(Socket client, String status, String code) throws IOException {
        byte[] some = new byte[4096];
        if (client.getInputStream().read(some) < 0) {
            return;
        }
        String body = code.isEmpty() ? "" : "<Error><Code>" + code + "</Code><Message>a fault</Message></Error>";
        String answer =
                "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Type: application/xml\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body;
        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }

    private void pass(Socket client, int up, int down, int delayMillis) throws IOException {
        try (var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            sockets.add(server);
            Thread.startVirtualThread(() -> {
                try {
                    copy(client.getInputStream(), server.getOutputStream(), up, delayMillis);
                    client.close();
                    server.close();
                } catch (IOException sideIsGone) {
                    sockets.remove(server);
                }
            });
            copy(server.getInputStream(), client.getOutputStream(), down, delayMillis);
        }
    }

    private void copy(InputStream from, OutputStream to, int most, int delayMillis) throws IOException {
        byte[] buffer = new byte[16 << 10];
        int left = most;
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            if (delayMillis > 0) {
                LockSupport.parkNanos(delayMillis * 1_000_000L);
            }
            to.write(buffer, 0, Math.min(read, left));
            left -= read;
            if (left <= 0) {
                spoiled.incrementAndGet();
                return;
            }
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
