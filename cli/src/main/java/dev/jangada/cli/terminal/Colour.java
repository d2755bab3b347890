package dev.jangada.cli.terminal;

/** The colours of what differs. */
public enum Colour {
    GREEN("32"),
    RED("31"),
    YELLOW("33");

    private final String code;

    Colour(String code) {
        this.code = code;
    }

    /** A text in this colour, where data is coloured at all. */
    public String of(Terminal terminal, String text) {
        return terminal.colours() ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
