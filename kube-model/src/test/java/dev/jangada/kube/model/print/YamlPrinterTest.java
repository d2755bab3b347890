package dev.jangada.kube.model.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class YamlPrinterTest {

    private static final List<String> TRAPS = List.of(
            "yes",
            "No",
            "on",
            "OFF",
            "y",
            "n",
            "true",
            "null",
            "~",
            "",
            " ",
            "0777",
            "1e3",
            "1_000",
            "0x1F",
            ".5",
            "-1",
            "1:30",
            "12:30:45",
            "2026-01-02",
            "=",
            "<<",
            "a: b",
            "a #b",
            "- a",
            "? a",
            "[a]",
            "{a}",
            "*a",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a",
            "a:",
            ":a",
            "'a",
            "\"a",
            "line\n",
            "two\nlines",
            "two\nlines\n\n",
            "\n",
            " lead\nx",
            "tab\tx",
            "\u00e7\u00e3o \u65e5\u672c",
            "\u0085",
            "\u2028",
            "\uD83D\uDE80",
            "a\r\nb",
            "trail ",
            "nan",
            ".inf",
            "nginx:1.29",
            "a=b,c",
            "k8s.io/x",
            "\u0000\u0001",
            "+1",
            "0b1",
            "0o7",
            "1.",
            "1.2.3",
            "-",
            "--",
            "---",
            "...",
            "|",
            ">");

    @Test
    void everyTrapOfYaml11ComesBackAsTheStringItWas() throws IOException {
        var tree = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap");
        tree.putObject("metadata").put("name", "traps");
        var data = tree.putObject("data");
        for (int i = 0; i < TRAPS.size(); i++) {
            data.put("key" + i, TRAPS.get(i));
            if (!TRAPS.get(i).isEmpty()) {
                data.put(TRAPS.get(i), "value");
            }
        }
        assertThat(readBack(tree, false)).isEqualTo(tree);
        assertThat(readBack(tree, true).at("/items/0")).isEqualTo(tree);
    }

    @RepeatedTest(50)
    void anyStringComesBack(RepetitionInfo repetition) throws IOException {
        var random = new Random(repetition.getCurrentRepetition());
        var tree = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap");
        var data = tree.putObject("data");
        for (int i = 0; i < 40; i++) {
            data.put("k" + i, text(random));
        }
        assertThat(readBack(tree, random.nextBoolean()).findValue("data"))
                .as("seed %d", repetition.getCurrentRepetition())
                .isEqualTo(data);
    }

    private static String text(Random random) {
        String letters = "ab01 :#-\n\t'\"{}[],&*!|>%@`=~.\\/\u00e9";
        var text = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static JsonNode readBack(JsonNode tree, boolean list) throws IOException {
        var out = new StringWriter();
        var printer = new YamlPrinter(out, list);
        printer.print(KubeObject.of(tree));
        printer.end();
        return new YAMLMapper().readTree(out.toString());
    }
}
