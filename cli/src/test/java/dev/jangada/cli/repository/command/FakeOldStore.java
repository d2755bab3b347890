package dev.jangada.cli.repository.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.jangada.lab.S3Gateway;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a real S3 server, and does not know conditional puts: answers them with 501, and passes on everything else. */
final class FakeOldStore implements AutoCloseable {

    private static final List<String> PASSED = List.of("content-md5", "range");
    private static final String LENGTH = "Content-Length";
    private static final byte[] NOT_IMPLEMENTED =
            "<Error><Code>NotImplemented</Code><Message>a condition</Message></Error>"
                    .getBytes(StandardCharsets.US_ASCII);

    private final S3Gateway gateway;
    private final HttpServer server;
    private final AtomicInteger refused = new AtomicInteger();

    private FakeOldStore(S3Gateway gateway) throws IOException {
        this.gateway = gateway;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    static FakeOldStore before(S3Gateway gateway) throws IOException {
        return new FakeOldStore(gateway);
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many conditional puts there were. */
    int refused() {
        return refused.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = body(exchange);
            if (exchange.getRequestHeaders().containsKey("If-None-Match")) {
                refused.incrementAndGet();
                exchange.sendResponseHeaders(501, NOT_IMPLEMENTED.length);
                exchange.getResponseBody().write(NOT_IMPLEMENTED);
                return;
            }
            Map<String, String> headers = new HashMap<>();
            for (String name : PASSED) {
                String value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) {
                    headers.put(name, value);
                }
            }
            String method = exchange.getRequestMethod();
            HttpResponse<byte[]> answer =
                    gateway.send(method, exchange.getRequestURI().toString(), headers, body);
            if (method.equals("HEAD")) {
                answer.headers()
                        .firstValue(LENGTH)
                        .ifPresent(length -> exchange.getResponseHeaders().set(LENGTH, length));
            }
            boolean isEmpty = method.equals("HEAD") || answer.body().length == 0;
            exchange.sendResponseHeaders(answer.statusCode(), isEmpty ? -1 : answer.body().length);
            if (!isEmpty) {
                exchange.getResponseBody().write(answer.body());
            }
        }
    }

    /** Without TLS the client signs its body piece by piece: {@code LENGTH;chunk-signature=…}, a line, so many bytes, a line. */
    private static byte[] body(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        if (!exchange.getRequestHeaders().containsKey("x-amz-decoded-content-length")) {
            return sent;
        }
        var plain = new ByteArrayOutputStream();
        String text = new String(sent, StandardCharsets.ISO_8859_1);
        int at = 0;
        for (int length = -1; length != 0; ) {
            length = Integer.parseInt(text.substring(at, text.indexOf(';', at)), 16);
            at = text.indexOf("\r\n", at) + 2;
            plain.write(sent, at, length);
            at += length + 2;
        }
        return plain.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
