package dev.jangada.cli.command;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.cli.Ran;
import dev.jangada.cli.SampleDumps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobalsTest {

    @TempDir
    Path folder;

    private String config(String text) throws IOException {
        return Files.writeString(folder.resolve("c.yaml"), text).toString();
    }

    @Test
    void namesTheKubeconfigTheContextAndTheNamespace() throws IOException {
        Files.writeString(folder.resolve("kube"), """
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
                contexts: [{name: c, context: {cluster: c}}]
                """);
        String config = config("cluster:\n  kubeconfig: kube\n  context: nope\n");
        assertThat(jangada("get", "pods", "--config", config).err())
                .contains("nope")
                .contains(folder.resolve("kube").toString());
        assertThat(jangada("get", "pods", "--config", config, "--context", "flag")
                        .err())
                .contains("flag")
                .doesNotContain("nope");
        assertThat(Ran.withEnvironment(Map.of("KUBECONFIG", "elsewhere"), false, "get", "pods", "--config", config)
                        .err())
                .as("the environment stands before the settings file")
                .doesNotContain(folder.resolve("kube").toString());
        Path dump = SampleDumps.unpack(folder).resolve("before");
        assertThat(jangada("get", "cm", "--from", "dump:" + dump, "--config", config("cluster: {namespace: mail-0}\n"))
                        .out())
                .contains("gateway-9-settings-0");
    }

    @Test
    void aFileThatIsNamedMustBeThere() {
        Ran ran = jangada("get", "pods", "--config", folder.resolve("missing").toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("missing");
    }
}
