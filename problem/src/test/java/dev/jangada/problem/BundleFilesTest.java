package dev.jangada.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class BundleFilesTest {

    private static final Locale PORTUGUESE = Locale.of("pt", "BR");

    @Test
    void onlyFilesThatExistAreLookedFor() {
        assertThat(candidates(Locale.ENGLISH)).containsExactly(Locale.ROOT);
        assertThat(candidates(Locale.FRANCE)).containsExactly(Locale.ROOT);
        assertThat(candidates(PORTUGUESE)).containsExactly(PORTUGUESE, Locale.ROOT);
        assertThat(candidates(Locale.of("pt"))).containsExactly(PORTUGUESE, Locale.ROOT);
    }

    @Test
    void theLanguageOfTheMachineDoesNotMatter() {
        assertThat(BundleFiles.CONTROL.getFallbackLocale("messages", Locale.ENGLISH))
                .isNull();
    }

    private static Iterable<Locale> candidates(Locale locale) {
        return BundleFiles.CONTROL.getCandidateLocales("messages", locale);
    }
}
