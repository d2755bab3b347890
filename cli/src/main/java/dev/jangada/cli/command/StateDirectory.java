package dev.jangada.cli.command;

import java.nio.file.Path;
import java.util.Map;

/** Where Jangada keeps what it must not lose. See the XDG Base Directory Specification. */
public final class StateDirectory {

    private StateDirectory() {}

    /** {@code $XDG_STATE_HOME/jangada}, else {@code ~/.local/state/jangada}; a relative path counts for nothing. */
    public static Path of(Map<String, String> environment) {
        String named = environment.getOrDefault("XDG_STATE_HOME", "");
        Path states =
                named.startsWith("/") ? Path.of(named) : Path.of(System.getProperty("user.home"), ".local", "state");
        return states.resolve("jangada");
    }
}
