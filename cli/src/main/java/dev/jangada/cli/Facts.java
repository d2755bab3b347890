package dev.jangada.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines of a name and what there is to say under it, the second in one column. */
final class Facts {

    private static final String GAP = "   ";

    private record Fact(String name, String value) {}

    private final Terminal terminal;
    private final List<Fact> facts = new ArrayList<>();

    Facts(Terminal terminal) {
        this.terminal = terminal;
    }

    void add(CliMessage name, String value) {
        facts.add(new Fact(terminal.text(name), value));
    }

    void print() {
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
