package dev.jangada.cli.command;

import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.scrub.Scrubber;
import java.util.Locale;

/** How the reasons for leaving an object out are told. */
public final class Reasons {

    private Reasons() {}

    /** The reason in JSON: {@code made-by-system}. */
    public static String name(Scrubber.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The reason in the user's language. */
    public static String text(Terminal terminal, Scrubber.Reason reason) {
        return terminal.text(CommandMessage.valueOf("LEFT_OUT_" + reason.name()));
    }
}
