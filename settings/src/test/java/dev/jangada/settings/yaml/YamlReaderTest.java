package dev.jangada.settings.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    @ValueSource(strings = {"a: b\nc: \"d\n", "a: b\n c: d\n", "a: [1\n", "a: b\n\tc: d\n", "a: %x\n"})
    void whatIsNoYamlIsToldInItsPlace(String text) {
        assertThatExceptionOfType(MalformedYamlException.class)
                .isThrownBy(() -> YamlReader.read(text))
                .matches(e -> !e.isSecondDocument() && e.line() >= 1 && e.line() <= 4);
    }
}
