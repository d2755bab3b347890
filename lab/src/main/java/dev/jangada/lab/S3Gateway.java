package dev.jangada.lab;

import dev.jangada.lab.pki.Authority;
import dev.jangada.lab.pki.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A real S3 server on loopback (versitygw) over a folder: buckets can keep versions and lock objects. Addresses name the
 * bucket in the path. Its folder is deleted when it is closed; it ends with this JVM.
 */
public final class S3Gateway implements AutoCloseable {

    /** The only region. */
    public static final String REGION = "us-east-1";

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int ATTEMPTS = 5;
    private static final String ACCESS_KEY = "lab-access";
    private static final String SECRET_KEY = "lab-secret";

    private final Path folder;
    private final Optional<Authority> authority;
    private final HttpClient http;
    private int port;
    private Part part;

    private S3Gateway(Path folder, boolean tls) {
        this.folder = folder;
        this.authority = tls ? Optional.of(Authority.create("s3-lab")) : Optional.empty();
        var builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        authority.ifPresent(signer -> builder.sslContext(signer.context()));
        this.http = builder.build();
        this.port = Ports.free();
        prepare();
        this.part = launch();
    }

    /** Starts a server without TLS. */
    public static S3Gateway start() {
        return start(false);
    }

    /** Starts a server whose certificate is signed by an authority of its own. */
    public static S3Gateway startWithTls() {
        return start(true);
    }

    private static S3Gateway start(boolean tls) {
        Path folder = Run.newFolder("s3-");
        try {
            var gateway = new S3Gateway(folder, tls);
            gateway.awaitReady();
            return gateway;
        } catch (RuntimeException e) {
            Run.close(folder);
            throw e;
        }
    }

    private void prepare() {
        try {
            Files.createDirectories(data());
            Files.createDirectories(folder.resolve("versions"));
            if (authority.isPresent()) {
                Identity server = authority.get().server("versitygw", "127.0.0.1", "localhost");
                Files.writeString(folder.resolve("server.crt"), server.certificatePem());
                Files.writeString(folder.resolve("server.key"), server.keyPem());
                Files.writeString(caFile(), authority.get().self().certificatePem());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Part launch() {
        var command = new ArrayList<>(List.of(
                "env",
                "ROOT_ACCESS_KEY=" + ACCESS_KEY,
                "ROOT_SECRET_KEY=" + SECRET_KEY,
                Parts.path("versitygw").toString(),
                "--port=127.0.0.1:" + port,
                "--region=" + REGION,
                "--keep-alive",
                "--quiet"));
        if (authority.isPresent()) {
            command.add("--cert=" + folder.resolve("server.crt"));
            command.add("--key=" + folder.resolve("server.key"));
        }
        command.addAll(List.of("posix", "--versioning-dir=" + folder.resolve("versions"), data().toString()));
        return Part.run(folder, "versitygw", command, false);
    }

    private void awaitReady() {
        for (int attempt = 1; ; attempt++) {
            // Only this server's buckets are in its folder: another lab's may have been given the port just before.
            Wait.until(
                    PATIENCE,
                    () -> !part.alive() || answersWith("/", 200),
                    () -> part.failure("does not serve in a minute"));
            if (part.alive()) {
                return;
            }
            if (attempt == ATTEMPTS || !part.lostItsPort()) {
                throw part.failure("has ended");
            }
            port = Ports.free();
            part = launch();
        }
    }

    private boolean answersWith(String path, int status) {
        try {
            return send("GET", path, Map.of(), new byte[0]).statusCode() == status;
        } catch (LabException notYet) {
            return false;
        }
    }

    /** {@code http://127.0.0.1:PORT} or {@code https://127.0.0.1:PORT}. */
    public String endpoint() {
        return (authority.isPresent() ? "https" : "http") + "://127.0.0.1:" + port;
    }

    /** The access key of a user who may do everything. */
    public String accessKey() {
        return ACCESS_KEY;
    }

    /** That user's secret key. */
    public String secretKey() {
        return SECRET_KEY;
    }

    /** The authority's certificate as a PEM file; only with TLS. */
    public Path caFile() {
        if (authority.isEmpty()) {
            throw new LabException("this S3 server was started without TLS");
        }
        return folder.resolve("ca.crt");
    }

    /** Where buckets are folders and objects files; versions that are not the newest are elsewhere. */
    public Path data() {
        return folder.resolve("data");
    }

    /** Makes a bucket that keeps only the newest version of an object. */
    public void createBucket(String bucket) {
        expect(200, send("PUT", "/" + bucket, Map.of(), new byte[0]));
    }

    /** Makes a bucket that keeps every version, and whose objects can be locked. */
    public void createLockableBucket(String bucket) {
        expect(200, send("PUT", "/" + bucket, Map.of("x-amz-bucket-object-lock-enabled", "true"), new byte[0]));
    }

    private static void expect(int status, HttpResponse<byte[]> answer) {
        if (answer.statusCode() != status) {
            throw new LabException("the S3 server answers " + answer.statusCode() + ": "
                    + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    /**
     * Sends any request, signed.
     *
     * @param path path and query; the query's names in alphabetical order, each with {@code =}
     * @param headers more headers, their names in lower case
     * @throws LabException if the server does not answer
     */
    public HttpResponse<byte[]> send(String method, String path, Map<String, String> headers, byte[] body) {
        try {
            return http.send(
                    SignedRequest.of(method, URI.create(endpoint() + path), headers, body, ACCESS_KEY, SECRET_KEY),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new LabException("the S3 server does not answer " + method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while asking the S3 server", e);
        }
    }

    /** Kills the server; connections break at once. */
    public void kill() {
        part.kill();
    }

    /** Starts the server again at the same address on the same data, and waits until it is ready. */
    public void restart() {
        part.kill();
        part = launch();
        Wait.until(
                PATIENCE,
                () -> !part.alive() || answersWith("/", 200),
                () -> part.failure("does not serve in a minute"));
        if (!part.alive()) {
            throw part.failure("has ended");
        }
    }

    /** Ends the server and deletes the folder. */
    @Override
    public void close() {
        part.kill();
        http.close();
        Run.close(folder);
    }
}
