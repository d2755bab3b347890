package dev.jangada.cli.config;

import dev.jangada.cli.command.Globals;
import dev.jangada.settings.SettingsFile;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The settings file that a command is about. */
final class FileArgument {

    @Parameters(paramLabel = "FILE", arity = "0..1", descriptionKey = "config.file")
    @Nullable
    private Path file;

    /** The one that is named here, or with {@code --config}, or the usual one. */
    Path file(Globals globals) {
        return Optional.ofNullable(file).or(globals::config).orElse(SettingsFile.USUAL);
    }
}
