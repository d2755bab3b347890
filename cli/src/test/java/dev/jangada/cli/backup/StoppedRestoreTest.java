package dev.jangada.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.cli.Made;
import dev.jangada.cli.Ran;
import dev.jangada.lab.ControlPlane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A restore from a backup that stops in the middle, because its journal's disk becomes full, and is gone on with. */
@Tag("root")
@Timeout(180)
final class StoppedRestoreTest {

    private static final String CONFIG = "/api/v1/namespaces/default/configmaps";
    private static final int OBJECTS = 200;
    /** Less than the journal needs for all objects, and enough for some. */
    private static final int ROOM = 4 * SmallDisk.PAGE;

    @TempDir
    private Path folder;

    @Test
    void isKeptAsEvidenceAndSoIsItsEnd() throws IOException {
        try (ControlPlane cluster = ControlPlane.start(options -> options.withoutControllerManager());
                SmallDisk state = SmallDisk.on(folder.resolve("state"))) {
            Quay quay = Quay.onDirectory(folder, cluster);
            quay.must("repository", "init");
            for (int i = 0; i < OBJECTS; i++) {
                cluster.api().post(CONFIG, Made.object("ConfigMap", "carga-" + i));
            }
            String id = quay.create().path("id").asText();
            cluster.kubectl("delete", "--raw", CONFIG).orFail();
            String restore = Quay.json(quay.must(
                            "restore", "plan", "--from", "backup:latest", "--include-names", "carga-*", "-o", "json"))
                    .path("id")
                    .asText();

            state.leave(ROOM);
            Ran stopped = quay.run("restore", "resume", restore, "--yes");

            assertThat(stopped.code()).as(stopped.err()).isEqualTo(1);
            assertThat(stopped.err()).contains("jangada restore resume " + restore, "Kept as evidence");
            assertThat(count(cluster)).isBetween(1L, OBJECTS - 1L);
            assertThat(evidence(quay, id).findValuesAsText("verdict")).containsExactly("failed");

            state.leaveMuch();
            quay.must("restore", "resume", restore, "--yes");

            assertThat(count(cluster)).isEqualTo(OBJECTS);
            assertThat(evidence(quay, id).findValuesAsText("verdict")).containsExactlyInAnyOrder("failed", "ok");
        }
    }

    private static long count(ControlPlane cluster) {
        return StreamSupport.stream(cluster.api().get(CONFIG).path("items").spliterator(), false)
                .filter(item -> item.at("/metadata/name").asText().startsWith("carga-"))
                .count();
    }

    private static JsonNode evidence(Quay quay, String id) {
        return Quay.json(quay.must("backup", "show", id, "-o", "json")).path("evidence");
    }
}
