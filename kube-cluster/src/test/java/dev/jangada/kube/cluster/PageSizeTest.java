package dev.jangada.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageSizeTest {

    private static PageSize paged() {
        return PageSize.of(Optional.of("v1.33.9"));
    }

    @ParameterizedTest
    @CsvSource({"v1.34.0, true", "v1.40.2+k3s1, true", "v1.33.9, false", "v1.9.0, false", "v2.1.0, false", "'', false"})
    void knowsWhichServersStream(String version, boolean streams) {
        var size = PageSize.of(Optional.of(version));
        assertThat(size.size()).as("the first page tells how many there are").isEqualTo(200);
        size.arrived(200, 200 * 1_000L);
        assertThat(size.size() == PageSize.NO_LIMIT).isEqualTo(streams);
        size.broken();
        assertThat(size.size()).isPositive();
    }

    @Test
    void takesAServerThatDoesNotSayForAnOldOne() {
        var size = PageSize.of(Optional.empty());
        size.arrived(200, 200 * 1_000L);
        assertThat(size.size()).isPositive();
    }

    @Test
    void comesToThePageThatHoldsTheTargetsBytes() {
        var size = paged();
        for (int page = 0; page < 4; page++) {
            size.arrived(size.size(), size.size() * 1_500L);
        }
        assertThat(size.size()).isEqualTo(PageSize.TARGET / 1_500);
    }

    @Test
    void neverAsksForFewerThanTenOrMoreThanFiveThousand() {
        var size = paged();
        size.arrived(200, 200L << 20);
        assertThat(size.size()).isEqualTo(10);
        for (int page = 0; page < 6; page++) {
            size.arrived(size.size(), size.size() * 100L);
        }
        assertThat(size.size()).isEqualTo(5_000);
        for (int failure = 0; failure < 20; failure++) {
            size.broken();
        }
        assertThat(size.size()).isEqualTo(10);
    }

    @Test
    void growsStepByStepBecauseLaterObjectsMayBeLarger() {
        var size = paged();
        int first = size.size();
        size.arrived(first, first);
        assertThat(size.size()).isEqualTo(8 * first);
    }
}
