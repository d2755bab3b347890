package dev.jangada.cli;

import picocli.CommandLine.Option;

/** {@code --from SOURCE}. */
final class FromOption {

    @Option(names = "--from", paramLabel = "SOURCE", descriptionKey = "from")
    String source = "live";
}
