package dev.jangada.cli.terminal;

import java.util.Optional;

/** A field that differs, as a person reads it: one line below its object. */
public final class FieldLine {

    private static final int LONGEST_VALUE = 120;

    private FieldLine() {}

    /**
     * The line.
     *
     * @param path the field
     * @param before its value on the first side; empty if it is added
     * @param after its value on the second side; empty if it is removed
     */
    public static String of(Terminal terminal, String path, Optional<String> before, Optional<String> after) {
        String field = Terminal.harmless(path) + ": ";
        String old = shortened(before.orElse(""));
        String fresh = shortened(after.orElse(""));
        if (before.isEmpty()) {
            return Colour.GREEN.of(terminal, "    + " + field + fresh);
        }
        if (after.isEmpty()) {
            return Colour.RED.of(terminal, "    - " + field + old);
        }
        return "    " + field + Colour.RED.of(terminal, old) + " → " + Colour.GREEN.of(terminal, fresh);
    }

    private static String shortened(String value) {
        String text = Terminal.harmless(value);
        return text.codePointCount(0, text.length()) <= LONGEST_VALUE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_VALUE)) + "…";
    }
}
