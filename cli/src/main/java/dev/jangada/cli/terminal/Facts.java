package dev.jangada.cli.terminal;

import dev.jangada.problem.Message;
import java.util.ArrayList;
import java.util.List;

/** Lines of a name and what there is to say under it, the second in one column. */
public final class Facts {

    private static final String GAP = "   ";

    private record Fact(String name, String value) {}

    private final Terminal terminal;
    private final List<Fact> facts = new ArrayList<>();

    /** Nothing yet, for standard output. */
    public Facts(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Adds a line.
     *
     * @param name what the fact is, in a sentence without arguments
     * @param value the fact
     */
    public void add(Message name, String value) {
        facts.add(new Fact(terminal.text(name), value));
    }

    /** Writes the lines to standard output. */
    public void print() {
        int width = facts.stream()
                .mapToInt(fact -> fact.name.codePointCount(0, fact.name.length()))
                .max()
                .orElse(0);
        for (Fact fact : facts) {
            int length = fact.name.codePointCount(0, fact.name.length());
            terminal.out()
                    .println((fact.name + " ".repeat(width - length) + GAP + Terminal.harmless(fact.value))
                            .stripTrailing());
        }
    }
}
