package dev.jangada.settings.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.settings.SettingsSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Schema and documents are those of the table. With JANGADA_WRITE_SETTINGS in the environment they are written again.
 */
class ShippedTest {

    private static final Path ROOT = Path.of(System.getProperty("jangada.root"));
    private static final String BEGIN = "<!-- made of the table: begin -->\n";
    private static final String END = "<!-- made of the table: end -->\n";

    private static final boolean WRITE = System.getenv("JANGADA_WRITE_SETTINGS") != null;

    @Test
    void theSchemaIsThatOfTheTable() throws IOException {
        if (WRITE) {
            Files.writeString(
                    ROOT.resolve("settings/src/main/resources/dev/jangada/settings/" + SettingsSchema.FILE),
                    SchemaWriter.schema());
            return;
        }
        assertThat(SettingsSchema.text()).isEqualTo(SchemaWriter.schema());
    }

    @Test
    void theDocumentHasEveryKey() throws IOException {
        Path file = ROOT.resolve("docs/design/settings.md");
        String text = Files.readString(file);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        String table = table();
        if (WRITE) {
            Files.writeString(file, text.substring(0, begin) + table + text.substring(end));
            return;
        }
        assertThat(text.substring(begin, end)).isEqualTo(table);
    }

    private static String table() {
        return "| key | value | default | what for |\n|---|---|---|---|\n"
                + Stream.of(Setting.values())
                        .filter(setting -> setting.shape() != Shape.SECTION)
                        .map(setting -> "| `%s` | %s | %s | %s |%n"
                                .formatted(
                                        setting.key(),
                                        setting.shape().word(),
                                        setting.fallback()
                                                .map(text -> "`" + text + "`")
                                                .orElse("–"),
                                        setting.in(Locale.ENGLISH)))
                        .collect(Collectors.joining());
    }
}
