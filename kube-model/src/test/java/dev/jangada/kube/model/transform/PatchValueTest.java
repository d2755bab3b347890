package dev.jangada.kube.model.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules are those of Velero 1.18, internal/resourcemodifiers/json_patch.go. */
class PatchValueTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "gold|\"gold\"",
                "3|3",
                "-0.5|-0.5",
                "1e3|1E+3",
                "true|true",
                "null|null",
                "\"3\"|\"3\"",
                "\"true\"|\"true\"",
                "\"null\"|\"null\"",
                "\"\"|\"\"",
                "{\"a\": [1]}|{\"a\":[1]}",
                "[{\"port\": 80}]|[{\"port\":80}]",
                "\"[a]\"|\"[a]\"",
                "a\\tb|\"a\\tb\"",
                "C:\\dir|\"C:\\\\dir\"",
                "say \"hi\"|\"say \\\"hi\\\"\"",
                "1.2.3|\"1.2.3\"",
                "10Gi|\"10Gi\"",
                "ação 🛶|\"ação 🛶\"",
            })
    void takesATextForWhatItLooksLike(String text, String json) {
        assertThat(PatchValue.of(text)).hasToString(json);
    }

    @Test
    void nothingIsAnEmptyText() {
        assertThat(PatchValue.of("")).hasToString("\"\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"True", "{secret", "[1,", "007", ".5", "Inf", "{} {}"})
    void refusesWhatLooksLikeJsonAndIsNone(String text) {
        assertThatThrownBy(() -> PatchValue.of(text))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("looks like JSON")
                .hasMessageNotContaining("secret");
    }
}
