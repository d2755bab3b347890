package dev.jangada.cli.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandWordsTest {

    @Test
    void spacesPartWordsAndQuotesHoldThemTogether() {
        assertThat(CommandWords.of("  pass show\tjangada/prod ")).contains(List.of("pass", "show", "jangada/prod"));
        assertThat(CommandWords.of("a 'b c' \"d 'e\" f'g'h ''")).contains(List.of("a", "b c", "d 'e", "fgh", ""));
        assertThat(CommandWords.of("a $HOME \\n")).contains(List.of("a", "$HOME", "\\n"));
    }

    @Test
    void whatIsNoCommandIsNone() {
        assertThat(List.of("", "  ", "'a", "a \"b", "'' x"))
                .allMatch(text -> CommandWords.of(text).equals(Optional.empty()));
    }
}
