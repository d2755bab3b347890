package dev.jangada.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordsTest {

    @Test
    void onlyWhatAShellWouldChangeIsQuoted() {
        assertThat(ShellWords.of(List.of("live:kind-a", "-n", "shop,web", "app in (a, b)", "it's", "")))
                .isEqualTo("live:kind-a -n shop,web 'app in (a, b)' 'it'\\''s' ''");
    }

    @Test
    void aLineBreakDoesNotBecomeACommand() {
        assertThat(ShellWords.of(List.of("live:a\nrm -r x"))).isEqualTo("'live:a\uFFFDrm -r x'");
    }
}
