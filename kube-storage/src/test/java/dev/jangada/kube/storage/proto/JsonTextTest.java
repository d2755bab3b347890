package dev.jangada.kube.storage.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTextTest {

    private static final String SAMPLE =
            "{\"a\":[1,-2.5e+10,true,false,null,\"x\\u00e1\\n á 😀\"],\"b\":{},\"c\":[],\"d\":{\"e\":[[{}],0]}, \"f\" : 1 }";

    @ParameterizedTest
    @ValueSource(strings = {SAMPLE, "1", " null ", "\"\"", "[]", "{\"\":0}", "-0", "1E-2", "[ 1 , 2 ]"})
    void jsonIsJson(String text) {
        assertThat(isValue(text.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[1,]",
                "{\"a\":}",
                "{\"a\"}",
                "{a:1}",
                "{\"a\":1,}",
                "01",
                "1.",
                ".5",
                "1e",
                "+1",
                "-",
                "tru",
                "nul",
                "\"",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\t\"",
                "1 2",
                "[1}",
                "{\"a\":1]",
                "NaN",
                "{,}",
                "[,1]"
            })
    void otherTextIsNot(String text) {
        assertThat(isValue(text.getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void agreesWithAParserOnDamagedJson() {
        var random = new Random(9);
        int valid = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = SAMPLE.getBytes(StandardCharsets.UTF_8);
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) "{}[]\",:0 1e.-tfn\\u\n".charAt(random.nextInt(19));
            }
            boolean expected = parses(bytes);
            assertThat(isValue(bytes))
                    .as(new String(bytes, StandardCharsets.UTF_8))
                    .isEqualTo(expected);
            valid += expected ? 1 : 0;
        }
        assertThat(valid).isBetween(1_000, 49_000);
    }

    @Test
    void isNotTooDeep() {
        assertThat(isValue("[".repeat(1_000).concat("]".repeat(1_000)).getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(isValue("[".repeat(1_001).concat("]".repeat(1_001)).getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    private static boolean isValue(byte[] bytes) {
        return JsonText.isValue(bytes, 0, bytes.length);
    }

    private static boolean parses(byte[] bytes) {
        try (JsonParser parser = Json.factory().createParser(bytes)) {
            int depth = 0;
            boolean ended = false;
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (ended) {
                    return false;
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                parser.getText();
                ended = depth == 0;
            }
            return ended;
        } catch (IOException e) {
            return false;
        }
    }
}
