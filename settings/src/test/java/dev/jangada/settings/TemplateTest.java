package dev.jangada.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.jangada.settings.table.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(SettingsSchema.text());

    @TempDir
    Path folder;

    private ReadSettings right(String text) throws IOException {
        assertThat(SCHEMA.validate(text, InputFormat.YAML)).isEmpty();
        ReadSettings read = SettingsFile.read(Files.writeString(folder.resolve("jangada.yaml"), text), folder);
        assertThat(read.mistakes()).isEmpty();
        return read;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "pt-BR"})
    void aNewFileIsRightAndSaysNothing(String language) throws IOException {
        String text = Template.text(Locale.forLanguageTag(language), Map.of());
        assertThat(text).startsWith("# yaml-language-server: $schema=./jangada.schema.json\n");
        assertThat(text.lines()).allMatch(line -> line.length() <= 110);
        assertThat(right(text).settings()).isEqualTo(Settings.USUAL);
    }

    @Test
    void everyKeyIsInItAndRightWhenItsSignIsTakenAway() throws IOException {
        String text = Template.text(Locale.ENGLISH, Map.of());
        String words = Arrays.stream(Setting.values()).map(Setting::word).collect(Collectors.joining("|"));
        // Of passwordFile and passwordCommand one must stay away.
        String all = text.replaceAll("(?m)^( *)# ((?:" + words + "): .*)$", "$1$2")
                .replaceAll("(?m)^ *passwordCommand:.*\n", "");
        assertThat(right(all).given())
                .hasSize((int) Arrays.stream(Setting.values())
                                .filter(setting -> !setting.example().isEmpty())
                                .count()
                        - 1);
    }

    @Test
    void whatIsKnownStandsInIt() throws IOException {
        Map<Setting, String> known = Map.of(
                Setting.CLUSTER_CONTEXT, "kubernetes-admin@cluster.local",
                Setting.CLUSTER_NAME, "yes",
                Setting.CLUSTER_NAMESPACE, "12",
                Setting.ETCD_ENDPOINTS, "https://127.0.0.1:2379",
                Setting.ETCD_CA_FILE, "/etc/it's here/ca: x.pem");
        Settings settings = right(Template.text(Locale.ENGLISH, known)).settings();
        assertThat(settings.cluster().context()).contains("kubernetes-admin@cluster.local");
        assertThat(settings.cluster().name()).contains("yes");
        assertThat(settings.cluster().namespace()).contains("12");
        assertThat(settings.cluster().etcd().endpoints()).hasToString("[https://127.0.0.1:2379]");
        assertThat(settings.cluster().etcd().caFile()).contains(Path.of("/etc/it's here/ca: x.pem"));
    }
}
