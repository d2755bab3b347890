package dev.jangada.settings.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.jangada.settings.problem.Mistakes;
import dev.jangada.settings.yaml.MalformedYamlException;
import dev.jangada.settings.yaml.YamlReader;
import dev.jangada.settings.yaml.YamlValue;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Parser and schema take the same: what an editor calls right is right, for every key, and the other way round. */
class AgreementTest {

    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(SchemaWriter.schema());

    /** Values of every kind, right for some shapes and wrong for others. */
    private static final List<String> VALUES = List.of(
            "word",
            "two words",
            "'  '",
            "''",
            "",
            "~",
            "null",
            "true",
            "1.5",
            "0",
            "1",
            "-1",
            "007",
            "0x10",
            "99999999999",
            "'12'",
            "[]",
            "[a]",
            "[a, b]",
            "['']",
            "[' ', x]",
            "[1]",
            "[a, 1]",
            "[a, [b]]",
            "[a, ~]",
            "{a: b}",
            "/an/absolute/path",
            "~/at/home",
            "~other/home",
            "'a,b'",
            "['a,b']",
            "https://10.0.0.1:2379",
            "[https://10.0.0.1:2379, 10.0.0.2]",
            "https://user:secret@host",
            "https://host/path",
            "s3:https://host/bucket",
            "s3:host/bucket/prefix",
            "s3:https://host",
            "s3:https://key:secret@host/bucket",
            "sftp:host:/path",
            "rest:https://host/",
            "14d",
            "1y6m14d12h",
            "12h14d",
            "30min",
            "1w2d12h30min",
            "0d",
            "0h0min",
            "0min",
            "always",
            "never",
            "none",
            "daily",
            "'02:30'",
            "Mon..Fri 02:30",
            "Mon,Wed *-*-* 02:30:00 America/Fortaleza",
            "'*-*-01 03:00'",
            "'*:0/15'",
            "25 o clock",
            "Someday 02:30",
            "a=b",
            "a in (b,c),!d",
            "a=b,c notin (d)",
            "metadata.name!=x");

    static Stream<Setting> leaves() {
        return Arrays.stream(Setting.values()).filter(setting -> setting.shape() != Shape.SECTION);
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void parserAndSchemaAgreeOnEveryValue(Setting setting) {
        for (String value : VALUES) {
            boolean schema = SCHEMA.validate(yaml(setting, value), InputFormat.YAML).stream()
                    .noneMatch(error -> !error.getKeyword().equals("dependencies"));
            boolean parser = parses(setting, value);
            // A regular expression does not know a selector whole; an editor takes a little more.
            boolean isSelector = setting.shape() == Shape.LABEL_SELECTOR || setting.shape() == Shape.FIELD_SELECTOR;
            if (isSelector) {
                assertThat(schema || !parser).as("%s: %s", setting.key(), value).isTrue();
            } else {
                assertThat(parser).as("%s: %s", setting.key(), value).isEqualTo(schema);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void examplesAndDefaultsAreRight(Setting setting) {
        Stream.concat(Stream.of(setting.example()), setting.fallback().map(text -> "'" + text + "'").stream())
                .forEach(value -> assertThat(parses(setting, value))
                        .as("%s: %s", setting.key(), value)
                        .isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void everyShapeHasValuesThatAreRightAndOthersThatAreNot(Shape shape) {
        if (shape == Shape.SECTION) {
            return;
        }
        Setting setting =
                leaves().filter(leaf -> leaf.shape() == shape).findFirst().orElseThrow();
        assertThat(VALUES).anyMatch(value -> parses(setting, value)).anyMatch(value -> !parses(setting, value));
    }

    @Test
    void keysThatAreNotInTheTableAreWrongInTheSchemaToo() {
        Stream.concat(
                        Stream.of(""),
                        Arrays.stream(Setting.values())
                                .filter(setting -> setting.shape() == Shape.SECTION)
                                .map(Setting::key))
                .forEach(section -> assertThat(SCHEMA.validate(nested(section, "nothing: x"), InputFormat.YAML))
                        .as(section)
                        .isNotEmpty());
    }

    private static String yaml(Setting setting, String value) {
        return nested(setting.section(), setting.word() + ": " + value);
    }

    private static String nested(String section, String line) {
        var text = new StringBuilder();
        String indent = "";
        for (String part : section.isEmpty() ? new String[0] : section.split("\\.", -1)) {
            text.append(indent).append(part).append(":\n");
            indent += "  ";
        }
        return text.append(indent).append(line).append('\n').toString();
    }

    private static boolean parses(Setting setting, String value) {
        var mistakes = new Mistakes(Path.of("test.yaml"));
        var parser = new ValueParser(new Place(Path.of("/etc/jangada"), Path.of("/home/me")), mistakes);
        try {
            YamlValue read = YamlReader.read("key: " + value + "\n").orElseThrow();
            YamlValue only = ((YamlValue.Fields) read).fields().getFirst().value();
            boolean parsed = parser.parse(setting, Objects.requireNonNull(only)).isPresent();
            assertThat(mistakes.inOrder().isEmpty())
                    .as("%s: %s: what is not taken is told, and what is taken is not", setting.key(), value)
                    .isEqualTo(parsed);
            return parsed;
        } catch (MalformedYamlException e) {
            throw new IllegalStateException(value, e);
        }
    }
}
