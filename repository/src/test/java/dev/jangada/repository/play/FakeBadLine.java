package dev.jangada.repository.play;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands before an S3 server that speaks plain HTTP/1.1, and does to single requests what no healthy server can be made to do. Each
 * connection takes one request.
 */
public final class FakeBadLine implements AutoCloseable {

    /** What is done to a request. */
    public enum Fault {
        /** Nothing. */
        NONE,
        /** 500 InternalError instead of the server. */
        ERROR,
        /** 503 SlowDown instead of the server. */
        SLOW_DOWN,
        /** 503 without a word instead of the server. */
        UNAVAILABLE,
        /** 429 instead of the server. */
        TOO_MANY,
        /** The connection breaks before the server gets the request. */
        DROP,
        /** The connection breaks in the middle of the request's body. */
        CUT_REQUEST,
        /** The server does its work, and its answer is lost. */
        LOSE_ANSWER,
        /** The server does its work, and its answer breaks off. */
        CUT_ANSWER,
        /** The request comes late. */
        DELAY,
        /** 501 NotImplemented instead of the server, if the request is conditional, as from a server that does not know conditions. */
        UNCONDITIONAL
    }

    /** Says what is done to which request. */
    @FunctionalInterface
    public interface Faults {
        /** Asked once for each request, by several threads. */
        Fault on(String method, String path);
    }

    private static final int DELAY_MILLIS = 60;

    private final ServerSocket listener;
    private final int target;
    private final Faults faults;
    private final AtomicInteger spoiled = new AtomicInteger();

    private FakeBadLine(int target, Faults faults) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        this.faults = faults;
        Thread.startVirtualThread(this::accept);
    }

    /** Starts one before a server on loopback. */
    public static FakeBadLine before(String endpoint, Faults faults) {
        try {
            return new FakeBadLine(URI.create(endpoint).getPort(), faults);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its address. */
    public String endpoint() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** How many requests something was done to. */
    public int spoiled() {
        return spoiled.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.startVirtualThread(() -> serve(client));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            var in = new BufferedInputStream(client.getInputStream());
            Head head = Head.read(in);
            if (head == null) {
                return;
            }
            Fault wanted = faults.on(head.method(), head.path());
            Fault fault = wanted == Fault.UNCONDITIONAL && !head.isConditional() ? Fault.NONE : wanted;
            if (fault != Fault.NONE) {
                spoiled.incrementAndGet();
            }
            switch (fault) {
                case DROP -> {}
                case ERROR -> refuse(head, in, client, "500 Internal Server Error", "InternalError");
                case SLOW_DOWN -> refuse(head, in, client, "503 Slow Down", "SlowDown");
                case UNAVAILABLE -> refuse(head, in, client, "503 Service Unavailable", "");
                case UNCONDITIONAL -> refuse(head, in, client, "501 Not Implemented", "NotImplemented");
                case TOO_MANY -> refuse(head, in, client, "429 Too Many Requests", "");
                case NONE, CUT_REQUEST, LOSE_ANSWER, CUT_ANSWER, DELAY -> pass(head, in, client, fault);
            }
        } catch (IOException _) {
            // A side has gone: the other sees its connection end.
        }
    }

    private static void refuse(Head head, InputStream in, Socket client, String status, String code)
            throws IOException {
        head.goOn(client.getOutputStream());
        in.skipNBytes(head.length());
        String body = code.isEmpty() ? "" : "<Error><Code>" + code + "</Code><Message>a fault</Message></Error>";
        String answer =
                "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Type: application/xml\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body;
        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    }

    private void pass(Head head, InputStream in, Socket client, Fault fault) throws IOException {
        if (fault == Fault.DELAY) {
            LockSupport.parkNanos(DELAY_MILLIS * 1_000_000L);
        }
        try (var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            OutputStream up = server.getOutputStream();
            up.write(head.toServer());
            head.goOn(client.getOutputStream());
            byte[] body = in.readNBytes(fault == Fault.CUT_REQUEST ? head.length() / 2 : head.length());
            up.write(body);
            up.flush();
            if (fault == Fault.CUT_REQUEST) {
                return;
            }
            byte[] answer = server.getInputStream().readAllBytes();
            int through =
                    fault == Fault.LOSE_ANSWER ? 0 : fault == Fault.CUT_ANSWER ? answer.length * 3 / 4 : answer.length;
            client.getOutputStream().write(answer, 0, through);
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

    /** The beginning of a request. */
    private record Head(String method, String path, String text, int length, boolean waits) {

        static @org.jspecify.annotations.Nullable Head read(InputStream in) throws IOException {
            var bytes = new ByteArrayOutputStream();
            String text = "";
            while (!text.endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    return null;
                }
                bytes.write(next);
                if (next == '\n') {
                    text = bytes.toString(StandardCharsets.ISO_8859_1);
                }
            }
            String[] first = text.substring(0, text.indexOf('\r')).split(" ");
            int length = 0;
            boolean waits = false;
            for (String line : text.split("\r\n")) {
                String lower = line.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(
                            lower.substring("content-length:".length()).strip());
                }
                waits |= lower.startsWith("expect:");
            }
            return new Head(first[0], first[1], text, length, waits);
        }

        /** A client that waits to be told sends its body now. */
        void goOn(OutputStream toClient) throws IOException {
            if (waits) {
                toClient.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                toClient.flush();
            }
        }

        boolean isConditional() {
            return text.toLowerCase(Locale.ROOT).contains("\r\nif-none-match:");
        }

        byte[] toServer() {
            var out = new StringBuilder();
            for (String line : text.strip().split("\r\n")) {
                String lower = line.toLowerCase(Locale.ROOT);
                if (!lower.startsWith("expect:") && !lower.startsWith("connection:")) {
                    out.append(line).append("\r\n");
                }
            }
            return out.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
