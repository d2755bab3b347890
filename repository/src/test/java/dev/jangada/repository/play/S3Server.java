package dev.jangada.repository.play;

import dev.jangada.lab.Wait;
import dev.jangada.lab.pki.Authority;
import dev.jangada.lab.pki.Identity;
import dev.jangada.repository.backend.s3.S3Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server (versitygw) on loopback, over a folder. It ends with the JVM. */
public final class S3Server implements AutoCloseable {

    /** Of a user who may do everything. */
    public static final String ACCESS_KEY = "test-access";

    /** That user's. */
    public static final String SECRET_KEY = "test-secret";

    private static final String ADVICE =
            "build it with go install github.com/versity/versitygw/cmd/versitygw@v1.8.0 and put it on the PATH";

    private final Path folder;
    private final Optional<Authority> authority;
    private final int port;
    private final Process process;

    private S3Server(Path folder, boolean tls) throws IOException {
        this.folder = folder;
        this.authority = tls ? Optional.of(Authority.create("s3")) : Optional.empty();
        this.port = freePort();
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Wait.until(
                Duration.ofSeconds(30),
                () -> !process.isAlive() || answers(),
                () -> new IllegalStateException("versitygw does not serve"));
        if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(folder.resolve("log")));
        }
    }

    /** Starts one without TLS. */
    public static S3Server start(Path folder) throws IOException {
        return new S3Server(folder, false);
    }

    /** Starts one whose certificate is signed by an authority of its own. */
    public static S3Server startWithTls(Path folder) throws IOException {
        return new S3Server(folder, true);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Process launch() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.createDirectories(folder.resolve("versions"));
        var words = new ArrayList<>(List.of(
                Program.find("versitygw", ADVICE).toString(),
                "--port=127.0.0.1:" + port,
                "--region=" + S3Location.USUAL_REGION,
                "--keep-alive",
                "--quiet"));
        if (authority.isPresent()) {
            Identity server = authority.get().server("versitygw", "127.0.0.1");
            Files.writeString(folder.resolve("server.crt"), server.certificatePem());
            Files.writeString(folder.resolve("server.key"), server.keyPem());
            Files.writeString(caFile(), authority.get().self().certificatePem());
            words.add("--cert=" + folder.resolve("server.crt"));
            words.add("--key=" + folder.resolve("server.key"));
        }
        words.addAll(List.of(
                "posix",
                "--versioning-dir=" + folder.resolve("versions"),
                folder.resolve("data").toString()));
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("log").toFile());
        builder.environment().putAll(Map.of("ROOT_ACCESS_KEY", ACCESS_KEY, "ROOT_SECRET_KEY", SECRET_KEY));
        return builder.start();
    }

    private boolean answers() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Its address. */
    public URI endpoint() {
        return URI.create((authority.isPresent() ? "https" : "http") + "://127.0.0.1:" + port);
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /** The authority's certificate; only with TLS. */
    public Path caFile() {
        return folder.resolve("ca.crt");
    }

    /** Makes a bucket. */
    public void createBucket(String bucket) {
        try (S3Client client = client()) {
            client.createBucket(request -> request.bucket(bucket));
        }
    }

    /** Makes a bucket that keeps versions and whose objects can be locked. */
    public void createLockableBucket(String bucket) {
        try (S3Client client = client()) {
            client.createBucket(request -> request.bucket(bucket).objectLockEnabledForBucket(true));
        }
    }

    /** A client, for what a test wants to see or do besides. Only without TLS. */
    public S3Client client() {
        return S3Client.builder()
                .endpointOverride(endpoint())
                .region(Region.of(S3Location.USUAL_REGION))
                .forcePathStyle(true)
                .credentialsProvider(credentials())
                .build();
    }

    /** A place in a bucket. */
    public S3Location location(String bucket, String prefix) {
        return new S3Location(endpoint(), bucket, prefix, S3Location.USUAL_REGION, authority.map(signer -> caFile()));
    }

    /** The credentials of the user who may do everything. */
    public static AwsCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));
    }

    /** The real restic on the same place. */
    public Restic restic(String bucket, String prefix) {
        return new Restic(
                "s3:" + endpoint() + "/" + bucket + "/" + prefix,
                Play.PASSPHRASE,
                Map.of("AWS_ACCESS_KEY_ID", ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", SECRET_KEY));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads the log. */
    public String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
