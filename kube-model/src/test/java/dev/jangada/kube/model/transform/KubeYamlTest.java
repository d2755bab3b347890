package dev.jangada.kube.model.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KubeYamlTest {

    /** What sigs.k8s.io/yaml 1.6.0 (YAMLToJSON) makes of the same. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "3|3",
                "-7|-7",
                "+5|5",
                "1.10|1.1",
                "1.0|1",
                "1e3|1000",
                ".5|0.5",
                "0644|420",
                "0o644|420",
                "0x10|16",
                "0b11|3",
                "1_000|1000",
                "08|8",
                "12345678901234567890|12345678901234567890",
                "yes|true",
                "y|true",
                "Off|false",
                "TRUE|true",
                "null|null",
                "~|null",
                "'yes'|\"yes\"",
                "'3'|\"3\"",
                "1:30|\"1:30\"",
                "2020-01-01|\"2020-01-01\"",
                "0.1.2|\"0.1.2\"",
                "-|[null]",
                "{a: 1}|{\"a\":1}",
                "[1, a]|[1,\"a\"]",
                "São Paulo 🛶|\"São Paulo 🛶\"",
            })
    void readsWordsAsKubernetesDoes(String yaml, String json) {
        assertThat(KubeYaml.read(yaml.equals("-") ? "a:\n- " : "a: " + yaml)).hasToString("{\"a\":" + json + "}");
    }

    @Test
    void keysAreTexts() {
        assertThat(KubeYaml.read("on: 1\n05: 2\n'n': 3\n")).hasToString("{\"true\":1,\"5\":2,\"n\":3}");
    }

    @Test
    void readsAnchorsAndMergeKeys() {
        assertThat(KubeYaml.read("base: &b {x: 1, z: 2}\nuse:\n  <<: *b\n  z: 3\n"))
                .hasToString("{\"base\":{\"x\":1,\"z\":2},\"use\":{\"z\":3,\"x\":1}}");
    }

    @Test
    void readsJsonWithTabs() {
        assertThat(KubeYaml.read("{\n\t\"a\":\t\"x\\/y\"\n}")).hasToString("{\"a\":\"x/y\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: [1",
                "a: 1\n b: 2",
                "\tа: 1",
                "? [a]\n: b",
                "a: &x [*x]",
                "a: 1\na: 2",
                "a: 1\n---\nb: 2",
                "a: \u0000",
                "<<: 5",
                "a: !!int word"
            })
    void refusesWhatIsNoDocument(String yaml) {
        assertThatThrownBy(() -> KubeYaml.read(yaml)).isInstanceOf(Problem.class);
    }

    @Test
    void doesNotUnfoldABomb() {
        var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [".formatted(i, i))
                    .append("*a%d,".formatted(i - 1).repeat(10))
                    .append("]\n");
        }
        assertThatThrownBy(() -> KubeYaml.read(bomb.toString())).isInstanceOf(Problem.class);
    }

    @Test
    void doesNotRepeatWhatItRead() {
        assertThatThrownBy(() -> KubeYaml.read("ok: 1\npassword: \"hunter2"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("line 2")
                .hasMessageNotContaining("hunter2");
    }
}
