package dev.jangada.cli.config;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.cli.Ran;
import dev.jangada.kube.model.Json;
import dev.jangada.settings.SettingsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandsTest {

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aNewFileIsRightHasItsSchemaAndIsNeverReplaced() throws IOException {
        Path kubeconfig = write("kube", "current-context: admin@prod\n");
        Path file = folder.resolve("jangada.yaml");
        Ran made = jangada("config", "init", file.toString(), "--kubeconfig", kubeconfig.toString());
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(made.err()).contains(file.toString()).contains("cluster.context");
        assertThat(file).content().contains("  context: admin@prod\n").contains("kubeconfig: " + kubeconfig);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("jangada.schema.json")).hasContent(SettingsSchema.text());
        String written = Files.readString(file);
        Ran again = jangada("config", "init", file.toString());
        assertThat(again.code()).isEqualTo(5);
        assertThat(again.err()).contains("is there already").hasLineCount(1);
        assertThat(file).hasContent(written);
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
        Ran check = jangada("config", "check", file.toString());
        assertThat(check.code()).as(check.out()).isZero();
        assertThat(check.out())
                .contains("is right")
                .contains("cluster.context: admin@prod")
                .contains("schedule.maxAge: 26h");
    }

    @Test
    void theFileIsWrittenInTheUsersLanguageAndAStrangersSchemaStays() throws IOException {
        Path other = write("jangada.schema.json", "{}");
        Path file = folder.resolve("c.yaml");
        Ran made = jangada("config", "init", "--config", file.toString(), "--lang", "pt-BR");
        assertThat(made.code()).isZero();
        assertThat(made.err()).contains("jangada.schema.json não é nosso").doesNotContain("ao lado dele");
        assertThat(file).content().contains("Para onde vão os backups").doesNotContain("Where backups go");
        assertThat(other).hasContent("{}");
    }

    @Test
    void aCheckTellsEveryMistakeAndLooksAtFiles() throws IOException {
        Path open = write("open", "secret");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        Path file = write("c.yaml", """
                context: prod
                repository:
                  url: backups
                  passwordFile: open
                retention:
                  keepDialy: 7
                """);
        Ran text = jangada("config", "check", file.toString());
        assertThat(text.code()).isEqualTo(2);
        assertThat(text.out().lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith(file + ", line "))
                .anyMatch(line -> line.contains("line 1: ") && line.contains("it is cluster.context"))
                .anyMatch(line -> line.contains("line 4: ") && line.contains("chmod 0600"))
                .anyMatch(line -> line.contains("line 6: ") && line.contains("did you mean keepDaily?"));
        assertThat(text.err()).contains("3 mistakes");
        Ran json = jangada("config", "check", file.toString(), "-o", "json");
        assertThat(json.code()).isEqualTo(2);
        JsonNode tree = Json.mapper().readTree(json.out());
        assertThat(tree.path("right").asBoolean(true)).isFalse();
        assertThat(tree.path("mistakes").findValuesAsText("code"))
                .containsExactly("elsewhere", "file-too-open", "unknown-key");
        assertThat(tree.at("/settings/repository.url").asText())
                .isEqualTo(folder.resolve("backups").toString());
    }

    @Test
    void everyOtherCommandTellsAllMistakesToo() throws IOException {
        Path file = write("c.yaml", "context: a\nnamespace: b\n");
        Ran ran = jangada("get", "pods", "--config", file.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err())
                .contains("line 1: there is no setting context: it is cluster.context")
                .contains("line 2: there is no setting namespace: it is cluster.namespace");
    }

    @Test
    void aFileThatIsNotThereIsTold() {
        Ran ran = jangada("config", "check", folder.resolve("missing.yaml").toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).contains("missing.yaml").hasLineCount(1);
    }

    @Test
    void aPlaceThatIsNotThereIsTold() {
        Ran ran = jangada("config", "init", "/nonexistent/jangada.yaml");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("cannot be written (no such file or directory)");
    }

    @Test
    void theSchemaIsPrinted() {
        assertThat(jangada("config", "schema").out()).isEqualTo(SettingsSchema.text());
    }
}
