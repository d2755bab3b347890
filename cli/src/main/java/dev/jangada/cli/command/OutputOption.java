package dev.jangada.cli.command;

import picocli.CommandLine.Option;

/** {@code -o text|json}, for {@code @Mixin}. */
public final class OutputOption {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            descriptionKey = "output")
    private TextOrJson format = TextOrJson.text;

    /** Whether a script reads the result. */
    public boolean isJson() {
        return format == TextOrJson.json;
    }
}
