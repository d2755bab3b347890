package dev.jangada.kube.model.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {

    @ParameterizedTest
    @CsvSource({
        "-10,<invalid>",
        "-1,0s",
        "0,0s",
        "119,119s",
        "120,2m",
        "125,2m5s",
        "599,9m59s",
        "600,10m",
        "10799,179m",
        "10800,3h",
        "15000,4h10m",
        "28800,8h",
        "172799,47h",
        "172800,2d",
        "180000,2d2h",
        "691200,8d",
        "63071999,729d",
        "63072000,2y",
        "64000000,2y10d",
        "252288000,8y"
    })
    void stepsAreThoseOfKubectl(long seconds, String expected) {
        assertThat(Age.text(Duration.ofSeconds(seconds))).isEqualTo(expected);
    }
}
