package dev.jangada.cli.command;

import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * What the libraries log: nothing, or with {@code -v} what they have to say from INFO on. Made by
 * {@link LogManager} when the first of them logs, so that a command that needs none of them does not pay for it.
 */
public final class Logging {

    private static volatile boolean details;

    /** Called by {@link LogManager}. */
    public Logging() {
        Logger root = LogManager.getLogManager().getLogger("");
        if (root == null) {
            root = Logger.getLogger("");
        }
        root.setLevel(details ? Level.INFO : Level.OFF);
        if (details) {
            var console = new ConsoleHandler();
            console.setLevel(Level.INFO);
            root.addHandler(console);
        }
    }

    static void showDetails() {
        details = true;
    }
}
