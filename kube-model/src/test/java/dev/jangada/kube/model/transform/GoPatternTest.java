package dev.jangada.kube.model.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoPatternTest {

    /** What github.com/gobwas/glob 0.2.3, with the separator '.', says of pods, deployments.apps and ingresses.networking.k8s.io. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "* true false false",
                "*.* false true false",
                "*.apps false true false",
                "** true true true",
                "*.** false true true",
                "deployments.apps false true false",
                "*.networking.k8s.io false false true",
                "*.*.k8s.io false false true",
                "{pods,services} true false false",
                "[ps]ods true false false",
                "[!a]ods true false false",
                "[a-p]ods true false false",
                "Pods false false false",
                "pod? true false false",
                "pods. false false false",
                "po\\ds true false false",
            })
    void globsAreThoseOfVelero(String glob, boolean pods, boolean deployments, boolean ingresses) {
        var pattern = GoPattern.glob(glob, true);
        assertThat(pattern.matcher("pods").matches()).isEqualTo(pods);
        assertThat(pattern.matcher("deployments.apps").matches()).isEqualTo(deployments);
        assertThat(pattern.matcher("ingresses.networking.k8s.io").matches()).isEqualTo(ingresses);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[a", "{a", "a}", "[z-a]"})
    void refusesBrokenGlobs(String glob) {
        assertThatThrownBy(() -> GoPattern.glob(glob, true))
                .isInstanceOf(Problem.class)
                .hasMessageContaining(glob);
    }

    @ParameterizedTest
    @CsvSource({
        "^mysql.*$, mysql-0, true",
        "sql, mysql-0, true",
        "^sql, mysql-0, false",
        "(?i)MYSQL, mysql-0, true",
        "(?P<x>my)sql, mysql-0, true",
        "[[:alpha:]]+-[[:digit:]]$, mysql-0, true",
        "^[[:digit:]], mysql-0, false",
        "^[^[:digit:]], mysql-0, true",
        "^[]m], mysql-0, true",
        "^[^]m], mysql-0, false",
        "^[a&&m], mysql-0, true",
        "^[[m]y, mysql-0, true",
        "\\d, mysql-0, true",
    })
    void regularExpressionsAreThoseOfGo(String regex, String name, boolean fits) {
        assertThat(GoPattern.regex(regex).matcher(name).find()).isEqualTo(fits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[a", "*a", "[[:nonsense:]]", "\\"})
    void refusesBrokenExpressions(String regex) {
        assertThatThrownBy(() -> GoPattern.regex(regex))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("RE2");
    }
}
