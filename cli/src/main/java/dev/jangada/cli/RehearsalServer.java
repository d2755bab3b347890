package dev.jangada.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * What {@link Rehearsal} connects to: answers as an API server with two kinds and some thousand objects would, so that the
 * Java runtime gets to know the ways of a connection, of TLS and of long lists too.
 */
final class RehearsalServer implements AutoCloseable {

    private static final char[] PASSWORD = "rehearsal".toCharArray();
    private static final int OBJECTS = 3_000;

    private static final String DISCOVERY = """
            {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[%s]}""";
    private static final String CORE = """
            {"metadata":{},"versions":[{"version":"v1","resources":[
            {"resource":"configmaps","responseKind":{"kind":"ConfigMap"},"scope":"Namespaced","singularResource":"configmap","shortNames":["cm"],"verbs":["create","get","list"]},
            {"resource":"namespaces","responseKind":{"kind":"Namespace"},"scope":"Cluster","singularResource":"namespace","shortNames":["ns"],"verbs":["create","get","list"]}]}]}""";
    private static final String NAMESPACE = """
            {"kind":"Namespace","apiVersion":"v1","metadata":{"name":"%s","uid":"u","resourceVersion":"1","creationTimestamp":"2026-01-01T00:00:00Z"},"spec":{"finalizers":["kubernetes"]}}""";
    private static final String CONFIG_MAP = """
            {"metadata":{"name":"m-%d","namespace":"shop","uid":"u-%1$d","resourceVersion":"%1$d","creationTimestamp":"2026-01-01T00:00:00Z","labels":{"app":"web"},"managedFields":[{"manager":"kubectl","operation":"Update","fieldsType":"FieldsV1","fieldsV1":{"f:data":{}}}]},"data":{"a":"é \\"quoted\\"","b":"line\\nline"}}""";

    private final SSLServerSocket socket;

    private RehearsalServer(SSLServerSocket socket) {
        this.socket = socket;
    }

    /**
     * Listens on loopback.
     *
     * @param keyStore the server's key, PKCS #12
     */
    static RehearsalServer start(Path keyStore) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, PASSWORD);
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        var server = new RehearsalServer((SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(server::accept);
        return server;
    }

    String url() {
        return "https://127.0.0.1:" + socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException _) {
                // Closed: the rehearsal is over.
            }
        }
    }

    private static void serve(Socket connection) {
        try (connection;
                var in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII))) {
            OutputStream out = connection.getOutputStream();
            for (String request = in.readLine(); request != null; request = in.readLine()) {
                for (String header = in.readLine(); header != null && !header.isEmpty(); ) {
                    header = in.readLine();
                }
                byte[] body = answer(request.split(" ")[1]).getBytes(StandardCharsets.UTF_8);
                out.write(("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                out.write(body);
                out.flush();
            }
        } catch (IOException _) {
            // The client has gone.
        }
    }

    private static String answer(String url) {
        String path = url.replaceAll("\\?.*", "");
        return switch (path) {
            case "/api" -> DISCOVERY.formatted(CORE);
            case "/apis" -> DISCOVERY.formatted("");
            case "/version" -> "{\"gitVersion\":\"v1.36.0\"}";
            case "/api/v1/configmaps" -> list(url);
            case "/api/v1/namespaces" ->
                "{\"kind\":\"NamespaceList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":["
                        + NAMESPACE.formatted("shop") + "]}";
            default -> NAMESPACE.formatted(path.substring(path.lastIndexOf('/') + 1));
        };
    }

    private static String list(String url) {
        int from = number(url, "continue");
        int to = Math.min(OBJECTS, from + number(url, "limit"));
        String items = IntStream.range(from, to).mapToObj(CONFIG_MAP::formatted).collect(Collectors.joining(","));
        String next = to < OBJECTS ? ",\"continue\":\"" + to + "\",\"remainingItemCount\":" + (OBJECTS - to) : "";
        return "{\"kind\":\"ConfigMapList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"1\"" + next
                + "},\"items\":[" + items + "]}";
    }

    private static int number(String url, String parameter) {
        String digits = url.replaceAll(".*[?&]" + parameter + "=(\\d+).*", "$1");
        return digits.equals(url) ? 0 : Integer.parseInt(digits);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
