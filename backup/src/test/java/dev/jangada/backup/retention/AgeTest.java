package dev.jangada.backup.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgeTest {

    @Test
    void isWrittenAsResticWritesIt() {
        assertThat(Age.parse(" 1y5m7d2h ")).isEqualTo(new Age(1, 5, 7, 2)).hasToString("1y5m7d2h");
        assertThat(Age.parse("2h3d")).isEqualTo(new Age(0, 0, 3, 2)).hasToString("3d2h");
        assertThat(Age.parse("1d2d")).isEqualTo(new Age(0, 0, 2, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "d", "-1d", "1w", "0d", "1d 2h", "9999999d", "1,5d"})
    void anythingElseIsTheUsersMistake(String text) {
        assertThatThrownBy(() -> Age.parse(text))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("1y5m7d2h");
    }

    /** Expected moments: Go 1.19's {@code time.AddDate} and {@code Add} on the same values. */
    @ParameterizedTest
    @CsvSource({
        "2021-03-31T12:00:00Z, UTC, 1m, 2021-03-03T12:00:00Z",
        "2024-02-29T12:00:00Z, UTC, 1y, 2023-03-01T12:00:00Z",
        "2021-01-15T12:00:00Z, UTC, 13m20d, 2019-11-25T12:00:00Z",
        "2021-03-29T00:30:00Z, Europe/Berlin, 1d, 2021-03-28T01:30:00Z",
        "2021-11-01T01:30:00Z, Europe/Berlin, 1d, 2021-10-31T01:30:00Z",
        "2021-03-28T12:00:00Z, Europe/Berlin, 24h, 2021-03-27T12:00:00Z",
    })
    void goesBackAsGoDoes(Instant from, ZoneId zone, String age, Instant expected) {
        assertThat(Age.parse(age).before(ZonedDateTime.ofInstant(from, zone))).isEqualTo(expected);
    }
}
