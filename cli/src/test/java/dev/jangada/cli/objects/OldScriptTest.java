package dev.jangada.cli.objects;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.Ran;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.CommandResult;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.Lab;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dump as the guide's script wrote them in 2017, read, compared, and brought to a cluster of today. */
@Lab
class OldScriptTest {

    @TempDir
    private Path folder;

    private String old = "";

    @BeforeEach
    void unpack() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("old"));
        for (String file : DumpFiles.NAMES) {
            try (InputStream in =
                    Objects.requireNonNull(OldScriptTest.class.getResourceAsStream("script-2017/" + file), file)) {
                Files.copy(in, directory.resolve(file));
            }
        }
        old = "dump:" + directory;
    }

    @Test
    void itIsReadAsItIs() {
        Ran volumes = jangada("get", "pv", "--from", old, "-o", "name");
        assertThat(volumes.out().lines()).containsExactly("persistentvolume/dados-banco");
        assertThat(volumes.err()).contains("1");
        Ran deployments = jangada("get", "deploy", "-n", "loja", "--from", old, "-o", "name");
        assertThat(deployments.out().lines())
                .containsExactlyInAnyOrder("deployment.extensions/vitrine", "deployment.extensions/caixa");
        assertThat(deployments.code()).isZero();
    }

    @Test
    void whatItBecomesIsTakenByAClusterOfToday() throws IOException {
        Path current = folder.resolve("current");
        Ran dump = jangada("dump", current.toString(), "--all-kinds", "--from", old);
        assertThat(dump.code()).isZero();
        assertThat(dump.err()).contains("Deployment.apps loja/vitrine: spec.rollbackTo was dropped");
        assertThat(dump.out()).contains("22 objects");

        // A cluster of its own: the shared one is empty for others.
        try (ControlPlane target = ControlPlane.start()) {
            target.kubectl("apply", "-f", current.resolve("ns.json").toString()).orFail();
            List<ObjectNode> documents = DumpFiles.objects(current);
            assertThat(documents).hasSize(22);
            for (ObjectNode document : documents) {
                CommandResult applied = target.kubectl(
                        "apply",
                        "--dry-run=server",
                        "-f",
                        Files.write(folder.resolve("one.json"), Json.bytes(document))
                                .toString());
                assertThat(applied.exit())
                        .as("%s: %s", document, applied.stderr())
                        .isZero();
            }
        }
        assertThat(jangada("diff", old, "dump:" + current).out())
                .as("the conversion changes nothing of what the objects mean")
                .contains("No differences");
    }
}
