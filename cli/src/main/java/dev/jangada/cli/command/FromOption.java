package dev.jangada.cli.command;

import picocli.CommandLine.Option;

/** {@code --from SOURCE}. */
public final class FromOption {

    @Option(names = "--from", paramLabel = "SOURCE", descriptionKey = "from")
    private String source = "live";

    /** The source; the current context if the user names none. */
    public String source() {
        return source;
    }
}
