package dev.jangada.cli.objects;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.cli.Ran;
import dev.jangada.cli.SampleDumps;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The revisions of one object, out of the demo's snapshot: a deployment that was changed and deleted. */
class HistoryTest {

    @TempDir
    private static Path shared;

    private static String source;

    @BeforeAll
    static void unpack() {
        source = "etcd:" + SampleDumps.unpack(shared).resolve("etcd.db");
    }

    @Test
    void whoDidWhatAndWhen() {
        Ran ran = jangada("history", "deploy", "gateway-9", "-n", "mail-0", "--from", source);
        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out().lines())
                .first()
                .asString()
                .contains("oldest that is retained")
                .contains("kube-controller-manager (status)");
        assertThat(ran.out())
                .contains("kubectl-set")
                .containsPattern("spec.template.spec.containers\\[name=main\\].image: \".*\" → \".*gateway:broken\"")
                .contains("only what the server assigns or controllers write");
        assertThat(ran.out().lines()).last().asString().endsWith("deleted");
        assertThat(jangada("history", "deploy/gateway-9", "-n", "mail-0", "--all", "--from", source)
                        .out())
                .contains("status.observedGeneration");
    }

    @Test
    void aRevisionEndsIt() throws IOException {
        JsonNode json = revisions(source, "deploy/gateway-9");
        long last = json.path("revisions").path(1).path("revision").asLong();
        assertThat(json.path("revisions").path(1).path("manager").asText()).isEqualTo("kubectl-set");
        JsonNode until = revisions(source + "@" + last, "deploy/gateway-9");
        assertThat(until.path("revisions")).hasSize(2);
        assertThat(json.path("revisions").size()).isGreaterThan(2);
        assertThat(StreamSupport.stream(json.path("revisions").spliterator(), false)
                        .map(each -> each.path("what").asText()))
                .startsWith("oldest", "changed")
                .endsWith("deleted");
    }

    private static JsonNode revisions(String from, String object) throws IOException {
        Ran ran = jangada("history", object, "-n", "mail-0", "-o", "json", "--from", from);
        assertThat(ran.code()).as(ran.err()).isZero();
        return Json.mapper().readTree(ran.out());
    }

    @Test
    void secretsAreToldByTheirSize() throws IOException {
        Ran text = jangada("history", "secret/gateway-2-secret-0", "-n", "mail-0", "--from", source);
        assertThat(text.out()).contains("data.password: (").contains("bytes)").doesNotContain("changed-by-mistake");
        String base64 = java.util.Base64.getEncoder()
                .encodeToString("changed-by-mistake".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(text.out()).doesNotContain(base64);
        assertThat(revisions(source, "secret/gateway-2-secret-0").toString())
                .contains("data.password")
                .doesNotContain(base64);
    }

    @Test
    void nothingIsSaidOfWhatNeverWas() {
        Ran ran = jangada("history", "deploy/never", "-n", "mail-0", "--from", source);
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("has no deployments.apps \"never\" in the namespace mail-0");
    }
}
