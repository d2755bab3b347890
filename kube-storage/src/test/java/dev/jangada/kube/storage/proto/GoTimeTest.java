package dev.jangada.kube.storage.proto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GoTimeTest {

    @Test
    void isRfc3339ForEveryYearOfFourDigits() {
        var random = new Random(1);
        long first = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
        long last = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();
        for (int i = 0; i < 20_000; i++) {
            long seconds = i == 0 ? first : i == 1 ? last : random.nextLong(first, last);
            assertThat(written(seconds, -1)).isEqualTo("\"" + Instant.ofEpochSecond(seconds) + "\"");
        }
    }

    @Test
    void millionthsHaveSixDigits() {
        assertThat(written(0, 42)).isEqualTo("\"1970-01-01T00:00:00.000042Z\"");
    }

    @ParameterizedTest
    @CsvSource({"253402300800", "-62135596801", "9223372036854775807", "-9223372036854775808"})
    void aYearOfMoreDigitsHasNoForm(long seconds) {
        assertThat(GoTime.write(seconds, -1, new JsonBuffer())).isFalse();
    }

    /** As time.Duration.String of Go 1.26 prints them. */
    @ParameterizedTest
    @CsvSource({
        "0,0s",
        "1,1ns",
        "1100,1.1µs",
        "2200000,2.2ms",
        "3300000000,3.3s",
        "245000000000,4m5s",
        "245001000000,4m5.001s",
        "18367001000000,5h6m7.001s",
        "480000000001,8m0.000000001s",
        "9223372036854775807,2562047h47m16.854775807s",
        "-9223372036854775808,-2562047h47m16.854775808s",
        "-1000000000,-1s",
        "300000000000,5m0s",
        "3600000000000,1h0m0s"
    })
    void durationsAreAsGoPrintsThem(long nanos, String text) {
        assertThat(GoTime.duration(nanos)).isEqualTo(text);
    }

    private static String written(long seconds, long micros) {
        var out = new JsonBuffer();
        assertThat(GoTime.write(seconds, micros, out)).isTrue();
        return new String(out.take(), StandardCharsets.UTF_8);
    }
}
