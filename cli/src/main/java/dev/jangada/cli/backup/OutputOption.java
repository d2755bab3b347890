package dev.jangada.cli.backup;

import dev.jangada.cli.command.TextOrJson;
import picocli.CommandLine.Option;

/** {@code -o text|json}. */
final class OutputOption {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            descriptionKey = "backup.output")
    private TextOrJson format = TextOrJson.text;

    boolean isJson() {
        return format == TextOrJson.json;
    }
}
