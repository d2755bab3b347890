package dev.jangada.cli.command;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Puts commands below others, and makes only those whose names are among the arguments: picocli looks through the class
 * of each command that is made, and for all of them together that takes longer than most commands run. Of the others
 * there is the name, by which a help lists them and a misspelt one is corrected.
 */
public final class Commands {

    private final boolean all;
    private final Set<String> words;

    private Commands(boolean all, Set<String> words) {
        this.all = all;
        this.words = words;
    }

    /** Those that these arguments can mean; all of them where a file of arguments ({@code @FILE}) is named. */
    public static Commands in(String... arguments) {
        var words = Set.copyOf(List.of(arguments));
        return new Commands(words.stream().anyMatch(word -> word.startsWith("@")), words);
    }

    /** Every command, for those who look at all of them. */
    public static Commands all() {
        return new Commands(true, Set.of());
    }

    /** Begins with a command that others are to be put below. */
    public Group group(Object command) {
        return new Group(new CommandLine(command));
    }

    /** A command and those below it. */
    public final class Group {

        private final CommandLine line;

        private Group(CommandLine line) {
            this.line = line;
        }

        /** Puts a command below; {@code made} gives it, annotated or as a whole {@link CommandLine}. */
        public Group put(String name, Supplier<?> made) {
            line.addSubcommand(name, all || words.contains(name) ? made.get() : CommandSpec.create());
            return this;
        }

        /** What has come of it. */
        public CommandLine line() {
            return line;
        }
    }
}
