package dev.jangada.cli.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.cli.Ran;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Lab;
import dev.jangada.lab.S3Gateway;
import dev.jangada.lab.SourceCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A backup's life in a bucket that keeps every version and lets nothing go, behind TLS with a private authority. */
@Lab
@Timeout(600)
final class CreateOnS3Test {

    private static final String BUCKET = "cais";
    /** Bytes that every connection gets of the server's handshake. */
    private static final int HANDSHAKE = 500;
    /** Bytes of a handshake and some answers. */
    private static final int MOST_ANSWERED = 6_000;

    @TempDir
    private Path folder;

    private S3Gateway server;

    @BeforeEach
    @SuppressWarnings("NullAway")
    void start() {
        server = S3Gateway.startWithTls();
        server.createLockableBucket(BUCKET);
        retainForADay();
        // The first place where the usual chain of credentials looks.
        System.setProperty("aws.accessKeyId", server.accessKey());
        System.setProperty("aws.secretAccessKey", server.secretKey());
    }

    @AfterEach
    void stop() {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        server.close();
    }

    private void retainForADay() {
        byte[] rule = """
            <ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention>\
            <Mode>COMPLIANCE</Mode><Days>1</Days></DefaultRetention></Rule></ObjectLockConfiguration>\
            """.getBytes(UTF_8);
        try {
            String md5 = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(rule));
            var answer = server.send("PUT", "/" + BUCKET + "?object-lock=", Map.of("content-md5", md5), rule);
            assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(200);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Quay quay(ControlPlane cluster, String name, String endpoint) throws IOException {
        return Quay.inBucket(
                folder.resolve(name), cluster, server, "s3:" + endpoint + "/" + BUCKET + "/backups/production");
    }

    @Test
    void fromInitToPrune(@SourceCluster ControlPlane cluster) throws IOException {
        Quay quay = quay(cluster, "direct", server.endpoint());
        quay.must("repository", "init");
        String first = quay.create().path("id").asText();
        String second = quay.create().path("id").asText();
        assertThat(quay.must("backup", "list")).contains(first.substring(0, 8), second.substring(0, 8));
        assertThat(quay.must("backup", "verify")).contains("is sound", second.substring(0, 8));
        assertThat(quay.must("backup", "forget", first.substring(0, 8), "--yes"))
                .contains("forget  " + first.substring(0, 8));
        assertThat(quay.must("backup", "list")).doesNotContain(first.substring(0, 8));
        quay.must("backup", "prune", "--yes");
        assertThat(quay.must("backup", "verify", second)).contains("is sound");
        assertThat(quay.restic().must("check", "--read-data")).contains("no errors were found");
        // What was forgotten is behind a marker, and can be brought back.
        assertThat(versions().split(first, -1))
                .as("once as a version, once as a marker")
                .hasSize(3);
    }

    private String versions() {
        return new String(
                server.send("GET", "/" + BUCKET + "?versions=", Map.of(), new byte[0])
                        .body(),
                UTF_8);
    }

    @Test
    void theLineBreaksOften(@SourceCluster ControlPlane cluster) throws IOException {
        onABadLine(cluster, 4);
    }

    @Test
    @Tag("full")
    void theLineBreaksVeryOften(@SourceCluster ControlPlane cluster) throws IOException {
        onABadLine(cluster, 30);
    }

    /** Some connections break somewhere, from the handshake on; of each line the first one does. */
    private void onABadLine(ControlPlane cluster, int times) throws IOException {
        Quay direct = quay(cluster, "direct", server.endpoint());
        direct.must("repository", "init");
        long seed = System.nanoTime();
        int broken = 0;
        int whole = 0;
        for (int i = 0; i < times; i++) {
            String as = "seed " + seed + ", line " + i;
            var random = new Random(seed + i);
            var lengths = new ArrayDeque<>(List.of(random.nextInt(HANDSHAKE)));
            try (BreakingLine line = BreakingLine.before(server.endpoint(), () -> {
                if (!lengths.isEmpty()) {
                    return lengths.remove();
                }
                return random.nextInt(3) == 0 ? random.nextInt(MOST_ANSWERED) : Integer.MAX_VALUE;
            })) {
                Quay quay = quay(cluster, "line-" + i, line.url());
                Ran ran = quay.run("backup", "create", "-o", "json");
                if (ran.code() == 0) {
                    whole++;
                    String id = Quay.json(ran.out()).path("id").asText();
                    assertThat(direct.must("backup", "verify", id)).as(as).contains("is sound");
                } else {
                    assertThat(ran.code()).as("%s: %s", as, ran.err()).isEqualTo(1);
                    assertThat(ran.err()).as(as).startsWith("jangada: ").hasLineCount(1);
                }
                broken += line.broken();
            }
            direct.must("repository", "unlock", "--all");
            assertThat(direct.restic().must("check")).as(as).contains("no errors were found");
        }
        assertThat(broken).as("seed %d: connections that broke", seed).isPositive();
        assertThat(whole).as("seed %d: backups that came through", seed).isPositive();
        for (JsonNode backup :
                Quay.json(direct.must("backup", "list", "-o", "json")).path("backups")) {
            assertThat(backup.path("complete").asBoolean()).isTrue();
        }
    }
}
