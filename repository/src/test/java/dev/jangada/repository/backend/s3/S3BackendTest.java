package dev.jangada.repository.backend.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.BackendContract;
import dev.jangada.repository.backend.Backoff;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.Payload;
import dev.jangada.repository.backend.RetryingBackend;
import dev.jangada.repository.play.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

class S3BackendTest extends BackendContract {

    @TempDir
    private static Path folder;

    private static final AtomicInteger PREFIX = new AtomicInteger();
    private static S3Server server;
    private static S3Server secure;

    @BeforeAll
    static void start() throws IOException {
        server = S3Server.start(Files.createDirectory(folder.resolve("plain")));
        server.createBucket("raft");
        secure = S3Server.startWithTls(Files.createDirectory(folder.resolve("tls")));
    }

    @AfterAll
    static void stop() {
        server.close();
        secure.close();
    }

    @Override
    protected Backend connect() {
        return over(server.location("raft", "a/b" + PREFIX.incrementAndGet()));
    }

    private static Backend over(S3Location location) {
        return new RetryingBackend(
                new S3Backend(location, S3Server.credentials()),
                new Backoff(3, Duration.ofMillis(1), Duration.ofMillis(1), pause -> {}));
    }

    private static void fails(S3Location location, String... words) {
        try (Backend backend = over(location)) {
            assertThatThrownBy(() -> backend.load(Handle.CONFIG))
                    .isInstanceOf(Problem.class)
                    .hasMessageContainingAll(words);
        }
    }

    @Test
    void aMissingBucketIsOneSentence() {
        try (Backend backend = over(server.location("nowhere", ""))) {
            assertThatThrownBy(() -> backend.list(FileKind.KEY, (name, size) -> {}))
                    .isInstanceOf(Problem.class)
                    .hasMessageStartingWith("There is no bucket nowhere at http://127.0.0.1");
            byte[] content = content(1, 10);
            assertThatThrownBy(() -> backend.save(handle(FileKind.KEY, content), Payload.of(content)))
                    .isInstanceOf(Problem.class)
                    .hasMessageStartingWith("There is no bucket nowhere");
        }
        fails(server.location("nowhere", ""), "There is no bucket nowhere");
    }

    @Test
    void wrongCredentialsAreOneSentence() {
        for (AwsBasicCredentials wrong : new AwsBasicCredentials[] {
            AwsBasicCredentials.create("nobody", "x"), AwsBasicCredentials.create(S3Server.ACCESS_KEY, "guessed")
        }) {
            try (Backend backend =
                    new S3Backend(server.location("raft", ""), StaticCredentialsProvider.create(wrong))) {
                assertThatThrownBy(() -> backend.load(Handle.CONFIG))
                        .isInstanceOf(Problem.class)
                        .hasMessageContaining("does not accept the credentials")
                        .hasMessageNotContaining("guessed");
            }
        }
    }

    @Test
    void aServerThatIsNotThereIsOneSentence() {
        fails(
                new S3Location(URI.create("http://127.0.0.1:1"), "raft", "", S3Location.USUAL_REGION, Optional.empty()),
                "could not be reached",
                "s3:http://127.0.0.1:1/raft");
    }

    @Test
    void aCertificateOfAPrivateAuthorityNeedsItsFile() throws IOException {
        S3Location known = secure.location("raft", "");
        try (Backend backend = over(known)) {
            assertThatThrownBy(() -> backend.list(FileKind.KEY, (name, size) -> {}))
                    .hasMessageStartingWith("There is no bucket raft");
        }
        fails(
                new S3Location(known.endpoint(), "raft", "", known.region(), Optional.empty()),
                "is not signed by anybody whom this machine trusts");
        Path other = folder.resolve("empty.pem");
        Files.writeString(other, "");
        assertThatThrownBy(() -> over(new S3Location(known.endpoint(), "raft", "", known.region(), Optional.of(other))))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("empty.pem");
    }

    @Test
    void plainHttpToATlsServerAndTheOtherWayAreSentences() {
        fails(
                new S3Location(
                        URI.create("http://127.0.0.1:" + secure.port()),
                        "raft",
                        "",
                        S3Location.USUAL_REGION,
                        Optional.empty()),
                "127.0.0.1");
        fails(
                new S3Location(
                        URI.create("https://127.0.0.1:" + server.port()),
                        "raft",
                        "",
                        S3Location.USUAL_REGION,
                        Optional.empty()),
                "127.0.0.1");
    }

    @Test
    void onABucketWithObjectLockADeleteLeavesAMarker() {
        server.createLockableBucket("locked");
        try (Backend backend = over(server.location("locked", "r"))) {
            byte[] content = content(5, 100);
            Handle handle = handle(FileKind.LOCK, content);
            backend.save(handle, Payload.of(content));
            backend.remove(handle);
            var left = new java.util.ArrayList<String>();
            backend.list(FileKind.LOCK, (name, size) -> left.add(name));
            assertThat(left).isEmpty();
        }
        try (var client = server.client()) {
            var versions = client.listObjectVersions(request -> request.bucket("locked"));
            assertThat(versions.versions()).hasSize(1);
            assertThat(versions.deleteMarkers()).hasSize(1);
        }
    }
}
