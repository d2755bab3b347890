package dev.jangada.cli;

import static dev.jangada.cli.Ran.jangada;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoTest {

    @Test
    void theTourRunsWithoutACluster() {
        Ran tour = jangada("demo");
        assertThat(tour.err()).isEmpty();
        assertThat(tour.code()).isZero();
        assertThat(tour.out())
                .contains("$ jangada get ")
                .contains("- Deployment.apps mail-0/gateway-9")
                .contains("+ Deployment.apps mail-0/test-do-not-delete")
                .contains("data.password")
                .doesNotContain("changed-by-mistake")
                .doesNotContain("imagePullPolicy"); // the same on both sides, only the image is another
    }

    @Test
    void theTourSpeaksPortuguese() {
        Ran tour = jangada("demo", "--lang", "pt-BR");
        assertThat(tour.code()).isZero();
        assertThat(tour.out()).contains("O que aconteceu?").contains("Não comparado");
    }
}
