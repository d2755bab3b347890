package dev.jangada.repository.backend.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.lab.S3Gateway;
import dev.jangada.problem.Problem;
import dev.jangada.repository.backend.Backend;
import dev.jangada.repository.backend.BackendContract;
import dev.jangada.repository.backend.Backoff;
import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.backend.Handle;
import dev.jangada.repository.backend.Payload;
import dev.jangada.repository.backend.RetryingBackend;
import dev.jangada.repository.play.Bucket;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3BackendTest extends BackendContract {

    @TempDir
    private static Path folder;

    private static final AtomicInteger PREFIX = new AtomicInteger();
    private static S3Gateway server;
    private static S3Gateway secure;

    @BeforeAll
    static void start() {
        server = S3Gateway.start();
        server.createBucket("raft");
        secure = S3Gateway.startWithTls();
    }

    @AfterAll
    static void stop() {
        server.close();
        secure.close();
    }

    @Override
    protected Backend connect() {
        return over(at(server, "raft", "a/b" + PREFIX.incrementAndGet()));
    }

    private static S3Location at(S3Gateway gateway, String bucket, String prefix) {
        return new Bucket(gateway, bucket, prefix).location();
    }

    private static Backend over(S3Location location) {
        return new RetryingBackend(
                new S3Backend(location, Bucket.credentials(server)),
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
        try (Backend backend = over(at(server, "nowhere", ""))) {
            assertThatThrownBy(() -> backend.list(FileKind.KEY, (name, size) -> {}))
                    .isInstanceOf(Problem.class)
                    .hasMessageStartingWith("There is no bucket nowhere at http://127.0.0.1");
            byte[] content = content(1, 10);
            assertThatThrownBy(() -> backend.save(handle(FileKind.KEY, content), Payload.of(content)))
                    .isInstanceOf(Problem.class)
                    .hasMessageStartingWith("There is no bucket nowhere");
        }
        fails(at(server, "nowhere", ""), "There is no bucket nowhere");
    }

    @Test
    void wrongCredentialsAreOneSentence() {
        for (AwsBasicCredentials wrong : new AwsBasicCredentials[] {
            AwsBasicCredentials.create("nobody", "x"), AwsBasicCredentials.create(server.accessKey(), "guessed")
        }) {
            try (Backend backend = new S3Backend(at(server, "raft", ""), StaticCredentialsProvider.create(wrong))) {
                assertThatThrownBy(() -> backend.load(Handle.CONFIG))
                        .isInstanceOf(Problem.class)
                        .hasMessageContaining("does not accept the credentials")
                        .hasMessageNotContaining("guessed");
            }
        }
    }

    /** A machine whose clock is wrong signs requests of another time. */
    @Test
    void aWrongClockIsOneSentence() {
        S3Failure failure = new S3Failure(at(server, "raft", ""));
        var answer = S3Exception.builder()
                .statusCode(403)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("RequestTimeTooSkewed")
                        .build())
                .build();
        assertThat(failure.of(answer, "s3:GetObject", Handle.CONFIG))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("the clock of this machine is wrong");
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
        S3Location known = at(secure, "raft", "");
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
                        URI.create(secure.endpoint().replace("https", "http")),
                        "raft",
                        "",
                        S3Location.USUAL_REGION,
                        Optional.empty()),
                "127.0.0.1");
        fails(
                new S3Location(
                        URI.create(server.endpoint().replace("http", "https")),
                        "raft",
                        "",
                        S3Location.USUAL_REGION,
                        Optional.empty()),
                "127.0.0.1");
    }

    @Test
    void onABucketWithObjectLockADeleteLeavesAMarker() {
        server.createLockableBucket("locked");
        try (Backend backend = over(at(server, "locked", "r"))) {
            byte[] content = content(5, 100);
            Handle handle = handle(FileKind.LOCK, content);
            backend.save(handle, Payload.of(content));
            backend.remove(handle);
            var left = new java.util.ArrayList<String>();
            backend.list(FileKind.LOCK, (name, size) -> left.add(name));
            assertThat(left).isEmpty();
        }
        String versions = new String(
                server.send("GET", "/locked?versions=", Map.of(), new byte[0]).body(), StandardCharsets.UTF_8);
        assertThat(versions).containsOnlyOnce("<Version>").containsOnlyOnce("<DeleteMarker>");
    }
}
