package dev.jangada.kube.storage;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.kube.storage.proto.MalformedValue;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonValueTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"apiVersion\":\"g/v1\",\"kind\":\"K\",\"metadata\":{\"name\":\"a\"}}"
                        + "|{\"apiVersion\":\"g/v2\",\"kind\":\"K\",\"metadata\":{\"resourceVersion\":\"7\",\"name\":\"a\"}}",
                "{\"kind\":\"K\",\"metadata\":{ },\"x\":[{\"metadata\":{\"resourceVersion\":\"1\"}}],\"apiVersion\":\"g/v1\"}"
                        + "|{\"kind\":\"K\",\"metadata\":{\"resourceVersion\":\"7\" },\"x\":[{\"metadata\":{\"resourceVersion\":\"1\"}}],\"apiVersion\":\"g/v2\"}",
                "{\"kind\":\"K\",\"apiVersion\":\"g/v1\",\"metadata\":{\"labels\":{\"resourceVersion\":\"z\"},\"resourceVersion\":\"12345\",\"uid\":\"u\"}}"
                        + "|{\"kind\":\"K\",\"apiVersion\":\"g/v2\",\"metadata\":{\"labels\":{\"resourceVersion\":\"z\"},\"resourceVersion\":\"7\",\"uid\":\"u\"}}",
                "{\"metadata\":{\"resourceVersion\":\"\"},\"á\":\"😀\",\"apiVersion\":\"g/v1\",\"kind\":\"K\"}"
                        + "|{\"metadata\":{\"resourceVersion\":\"7\"},\"á\":\"😀\",\"apiVersion\":\"g/v2\",\"kind\":\"K\"}"
            })
    void onlyVersionsAreExchanged(String stored, String shown) throws MalformedValue {
        byte[] bytes = (stored + "\n").getBytes(StandardCharsets.UTF_8);

        JsonValue value = JsonValue.read(bytes);

        assertThat(value.apiVersion()).isEqualTo("g/v1");
        assertThat(value.kind()).isEqualTo("K");
        assertThat(new String(value.json("g/v2", "7"), StandardCharsets.UTF_8)).isEqualTo(shown);
    }

    @Test
    void ofTwoMetadataTheLastCounts() throws MalformedValue {
        byte[] bytes =
                "{\"metadata\":{\"resourceVersion\":\"1\"},\"apiVersion\":\"v1\",\"kind\":\"K\",\"metadata\":{\"a\":1}}"
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(new String(JsonValue.read(bytes).json("v1", "7"), StandardCharsets.UTF_8))
                .endsWith("\"metadata\":{\"resourceVersion\":\"7\",\"a\":1}}");
    }

    @Test
    void aVersionIsQuoted() throws MalformedValue {
        byte[] bytes =
                "{\"apiVersion\":\"a\\u0022\\udc8a\",\"kind\":\"K\",\"metadata\":{}}".getBytes(StandardCharsets.UTF_8);
        JsonValue value = JsonValue.read(bytes);

        assertThat(new String(value.json(value.apiVersion(), ""), StandardCharsets.UTF_8))
                .isEqualTo("{\"apiVersion\":\"a\\\"?\",\"kind\":\"K\",\"metadata\":{}}");
    }

    @Test
    void withoutARevisionNothingChanges() throws MalformedValue {
        String text = "{\"apiVersion\":\"v1\",\"kind\":\"K\",\"metadata\":{}}";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThat(new String(JsonValue.read(bytes).json("v1", ""), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "{}",
                "{\"apiVersion\":\"v1\",\"kind\":\"K\"}",
                "{\"apiVersion\":\"v1\",\"kind\":\"K\",\"metadata\":null}",
                "{\"apiVersion\":1,\"kind\":\"K\",\"metadata\":{}}",
                "{\"apiVersion\":\"v1\",\"kind\":\"K\",\"metadata\":{}} x",
                "{\"apiVersion\":\"v1\",\"kind\":\"K\",\"metadata\":{}",
                "{\"apiVersion\":\"v1\",\"kind\":\"K\",\"metadata\":{\"name\":}}"
            })
    void whatIsNoObjectIsMalformed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> JsonValue.read(bytes)).isInstanceOf(MalformedValue.class);
    }

    @Test
    void jsonInAnotherEncodingIsMalformed() {
        String text = "{\"apiVersion\":\"v1\",\"kind\":\"K\",\"metadata\":{}}";
        for (Charset other : List.of(UTF_16LE, UTF_16BE, Charset.forName("UTF-32LE"))) {
            assertThatThrownBy(() -> JsonValue.read(text.getBytes(other)))
                    .as(other.name())
                    .isInstanceOf(MalformedValue.class);
        }
    }
}
