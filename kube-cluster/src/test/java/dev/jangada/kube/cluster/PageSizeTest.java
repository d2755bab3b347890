package dev.jangada.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageSizeTest {

    @Test
    void comesToThePageThatHoldsTheTargetsBytes() {
        var size = new PageSize();
        for (int page = 0; page < 4; page++) {
            size.arrived(size.size(), size.size() * 1_500L);
        }
        assertThat(size.size()).isEqualTo(PageSize.TARGET / 1_500);
    }

    @Test
    void neverAsksForFewerThanTenOrMoreThanFiveThousand() {
        var size = new PageSize();
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
        var size = new PageSize();
        int first = size.size();
        size.arrived(first, first);
        assertThat(size.size()).isEqualTo(8 * first);
    }
}
