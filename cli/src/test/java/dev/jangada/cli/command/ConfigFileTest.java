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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {

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
        String config = config("# ours\nkubeconfig: kube\ncontext: nope\n");
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
        assertThat(jangada("get", "cm", "--from", "dump:" + dump, "--config", config("namespace: mail-0\n"))
                        .out())
                .contains("gateway-9-settings-0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "context: a\\ncontxt: b|line 2: there is no setting \"contxt\"; there is: context",
                "context: [a]|line 1: \"context\" takes one word",
                "- context|holds no settings",
                "context: \"a|is not YAML",
            })
    void whatItCannotUnderstandIsToldWithItsLine(String text, String sentence) throws IOException {
        Ran ran = jangada("get", "pods", "--config", config(text.replace("\\n", "\n")));
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains(sentence).contains("c.yaml").hasLineCount(1);
    }

    @Test
    void aFileThatIsNamedMustBeThere() {
        Ran ran = jangada("get", "pods", "--config", folder.resolve("missing").toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("missing");
    }
}
