package dev.jangada.kube.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.kube.storage.proto.MalformedValue;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers in CBOR as Go's encoding/json prints them. */
final class CborValueTest {

    /** The self-described tag, and a map of one field named n. */
    private static final String HEAD = "d9d9f7" + "a1" + "416e";

    @ParameterizedTest
    @CsvSource({
        "f93c00, 1",
        "fbc000000000000000, -2",
        "fb3fe0000000000000, 0.5",
        "1b0020000000000001, 9007199254740993",
        "3903e7, -1000",
        "f6, null"
    })
    void printsNumbersAsGoDoes(String cbor, String json) throws MalformedValue {
        assertThat(json(cbor)).isEqualTo("{\"n\":" + json + "}");
    }

    @Test
    void whatIsNoNumberIsMalformed() {
        for (String cbor : new String[] {"f97e00", "f97c00"}) {
            assertThatThrownBy(() -> json(cbor)).as(cbor).isInstanceOf(MalformedValue.class);
        }
    }

    private static String json(String value) throws MalformedValue {
        return new String(CborValue.toJson(HexFormat.of().parseHex(HEAD + value)), StandardCharsets.UTF_8);
    }
}
