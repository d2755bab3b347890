package dev.jangada.settings.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

    @Test
    void everyValueKnowsItsLine() throws MalformedYamlException {
        YamlValue read = YamlReader.read("""
                # a comment

                a:
                  b: text
                  c: [1, true,
                    x]
                d:
                """).orElseThrow();
        assertThat(read)
                .isEqualTo(new YamlValue.Fields(
                        List.of(
                                new YamlValue.Field(
                                        "a",
                                        3,
                                        new YamlValue.Fields(
                                                List.of(
                                                        new YamlValue.Field("b", 4, new YamlValue.Text("text", 4)),
                                                        new YamlValue.Field(
                                                                "c",
                                                                5,
                                                                new YamlValue.Items(
                                                                        List.of(
                                                                                new YamlValue.Whole(
                                                                                        BigInteger.ONE, "1", 5),
                                                                                new YamlValue.Other("true", 5),
                                                                                new YamlValue.Text("x", 6)),
                                                                        5))),
                                                4)),
                                new YamlValue.Field("d", 7, new YamlValue.Nothing(7))),
                        3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only\n# comments\n"})
    void nothingIsNothing(String text) throws MalformedYamlException {
        assertThat(YamlReader.read(text)).isEmpty();
    }

    @Test
    void anAliasIsNoText() throws MalformedYamlException {
        YamlValue read = YamlReader.read("a: &x word\nb: *x\n").orElseThrow();
        assertThat(((YamlValue.Fields) read).fields().get(1).value()).isEqualTo(new YamlValue.Alias(2));
    }

    @Test
    void aSecondDocumentIsTold() {
        assertThatExceptionOfType(MalformedYamlException.class)
                .isThrownBy(() -> YamlReader.read("a: b\n---\nc: d\n"))
                .matches(MalformedYamlException::isSecondDocument)
                .matches(e -> e.line() == 3, "in its line");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a: b#c:#\td: e#|3|found character '\\t(TAB)' that cannot start any token",
                "a: b#\tc: d#|2|TAB",
                "a: %x#|1|'%'",
                "a: b# c: d#|2|mapping values are not allowed here",
                "a:#  b: c# d: e#f: g#|3|expected <block end>",
                "a: {b: c#d: e#|2|expected ',' or '}'",
                "a: b#c: \"d#e: f#g: h#|2|unexpected end",
                "a: [1#|1|but got <stream end>",
                "a: b#c: d\u0007#|2|special characters are not allowed",
                "\ud83d\udea3: b#c: d#e: \"f#|3|unexpected end"
            })
    void whatIsNoYamlIsToldInItsPlace(String text, int line, String reason) {
        assertThatExceptionOfType(MalformedYamlException.class)
                .isThrownBy(() -> YamlReader.read(text.replace('#', '\n')))
                .withMessageContaining(reason)
                .matches(e -> !e.isSecondDocument() && e.line() == line, "in line " + line);
    }
}
