package dev.jangada.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class S3GatewayTest {

    private static final byte[] EMPTY = new byte[0];

    @Test
    void objectsAreKeptThroughARestart() {
        try (S3Gateway s3 = S3Gateway.start()) {
            s3.createBucket("plain");
            assertThat(s3.send("PUT", "/plain/a/b", Map.of(), "olá".getBytes(UTF_8))
                            .statusCode())
                    .isEqualTo(200);
            s3.kill();
            s3.restart();
            assertThat(s3.send("GET", "/plain/a/b", Map.of(), EMPTY).body()).isEqualTo("olá".getBytes(UTF_8));
            assertThat(s3.data().resolve("plain/a/b")).hasContent("olá");
            assertThat(s3.send("PUT", "/plain/a/b", Map.of("if-none-match", "*"), EMPTY)
                            .statusCode())
                    .isEqualTo(412);
        }
    }

    @Test
    void aLockedVersionCannotBeDeletedAndAnOlderOneIsKept() {
        try (S3Gateway s3 = S3Gateway.startWithTls()) {
            s3.createLockableBucket("locked");
            var lock = new HashMap<String, String>();
            lock.put("x-amz-object-lock-mode", "COMPLIANCE");
            lock.put(
                    "x-amz-object-lock-retain-until-date",
                    Instant.now()
                            .plus(Duration.ofHours(1))
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toString());
            var first = s3.send("PUT", "/locked/pack", lock, "1".getBytes(UTF_8));
            assertThat(first.statusCode()).isEqualTo(200);
            String version = first.headers().firstValue("x-amz-version-id").orElseThrow();
            assertThat(s3.send("PUT", "/locked/pack", Map.of(), "2".getBytes(UTF_8))
                            .statusCode())
                    .isEqualTo(200);

            String old = "/locked/pack?versionId=" + version;
            assertThat(s3.send("DELETE", old, Map.of(), EMPTY).statusCode()).isEqualTo(403);
            assertThat(s3.send("GET", old, Map.of(), EMPTY).body()).isEqualTo("1".getBytes(UTF_8));
        }
    }

    @Test
    void resticKeepsARepositoryInIt() {
        try (S3Gateway s3 = S3Gateway.startWithTls()) {
            s3.createBucket("backups");
            var command = List.of(
                    "env",
                    "AWS_ACCESS_KEY_ID=" + s3.accessKey(),
                    "AWS_SECRET_ACCESS_KEY=" + s3.secretKey(),
                    "RESTIC_PASSWORD=secret",
                    Parts.path("restic").toString(),
                    "--no-cache",
                    "--cacert=" + s3.caFile(),
                    "--repo=s3:" + s3.endpoint() + "/backups",
                    "init");
            assertThat(CommandResult.of(command, EMPTY).orFail()).contains("created restic repository");
            assertThat(s3.data().resolve("backups/config")).exists();
        }
    }
}
