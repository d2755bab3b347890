package dev.jangada.cli.repository.command;

import dev.jangada.cli.command.TextOrJson;
import picocli.CommandLine.Option;

/** {@code -o text|json}. */
final class OutputOption {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            descriptionKey = "repository.output")
    private TextOrJson format = TextOrJson.text;

    boolean isJson() {
        return format == TextOrJson.json;
    }
}
