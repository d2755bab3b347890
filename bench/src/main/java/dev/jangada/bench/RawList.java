package dev.jangada.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * The limit of a capture: the same lists asked for and thrown away as they come, as many kinds at a time, over HTTP/1.1 as
 * the capture itself, which is the faster way here.
 */
final class RawList {

    static final String JSON = "application/json";
    static final String PROTOBUF = "application/vnd.kubernetes.protobuf";

    /** A list in one piece. */
    static final int UNPAGED = 0;

    private static final int HEAD = 4_096;
    private static final Pattern JSON_TOKEN = Pattern.compile("\"continue\":\"([^\"]+)\"");
    /** A token is base64 of JSON that begins with the encoded version of the token itself. */
    private static final Pattern PROTOBUF_TOKEN = Pattern.compile("(eyJ2[A-Za-z0-9_-]{20,}={0,2})");

    private final HttpClient http;
    private final String server;
    private final String accept;
    private final int page;

    RawList(SSLContext context, String server, String accept, int page) {
        this.http = HttpClient.newBuilder()
                .sslContext(context)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.server = server;
        this.accept = accept;
        this.page = page;
    }

    /** Reads all lists to their ends; returns the bytes of all bodies. */
    long run(List<String> paths, int parallel) {
        var turns = new Semaphore(parallel);
        long bytes = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> lists = paths.stream()
                    .map(path -> threads.submit((Callable<Long>) () -> {
                        turns.acquire();
                        try {
                            return list(path);
                        } finally {
                            turns.release();
                        }
                    }))
                    .toList();
            for (Future<Long> list : lists) {
                bytes += list.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return bytes;
    }

    private long list(String path) throws IOException, InterruptedException {
        long bytes = 0;
        String token = "";
        do {
            String query = page == UNPAGED
                    ? ""
                    : "?limit=" + page
                            + (token.isEmpty() ? "" : "&continue=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
            HttpResponse<InputStream> response = http.send(
                    HttpRequest.newBuilder(URI.create(server + path + query))
                            .header("Accept", accept + ",application/json")
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                throw new IOException(path + " is answered " + response.statusCode());
            }
            try (InputStream body = response.body()) {
                byte[] head = body.readNBytes(HEAD);
                bytes += head.length + discard(body);
                boolean protobuf = head.length > 3 && head[0] == 'k' && head[1] == '8' && head[2] == 's';
                Matcher matcher =
                        (protobuf ? PROTOBUF_TOKEN : JSON_TOKEN).matcher(new String(head, StandardCharsets.ISO_8859_1));
                token = matcher.find() ? matcher.group(1) : "";
            }
        } while (!token.isEmpty());
        return bytes;
    }

    private static long discard(InputStream body) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long bytes = 0;
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            bytes += read;
        }
        return bytes;
    }
}
