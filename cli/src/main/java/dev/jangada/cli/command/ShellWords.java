package dev.jangada.cli.command;

import dev.jangada.cli.terminal.Terminal;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words as they are typed in a shell. */
public final class ShellWords {

    /** Words that a shell takes as they are. */
    private static final Pattern PLAIN = Pattern.compile("[\\w./:=,@+-]+");

    private ShellWords() {}

    /** The words on a line, quoted where a shell would take them for something else. */
    public static String of(List<String> words) {
        return words.stream()
                .map(Terminal::harmless)
                .map(word -> PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
