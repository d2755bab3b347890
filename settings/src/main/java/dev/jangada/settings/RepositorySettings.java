package dev.jangada.settings;

import dev.jangada.repository.RepositoryLocation;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A repository and how to open it.
 *
 * @param url where it is, as {@link RepositoryLocation} reads it
 * @param passwordFile the file with the passphrase
 * @param passwordCommand the program, with its arguments, that prints it; empty if none is named
 * @param region of a bucket
 * @param caFile certificates that are trusted besides those of the machine
 * @param cache the directory for copies of what is read often
 * @param noCache whether there shall be none
 */
public record RepositorySettings(
        Optional<String> url,
        Optional<Path> passwordFile,
        List<String> passwordCommand,
        Optional<String> region,
        Optional<Path> caFile,
        Optional<Path> cache,
        boolean noCache) {

    public RepositorySettings {
        passwordCommand = List.copyOf(passwordCommand);
    }

    /**
     * A place, with these settings' region and certificates.
     *
     * @param text as a user writes it
     * @throws dev.jangada.problem.Problem if it is none
     */
    public RepositoryLocation location(String text) {
        return RepositoryLocation.parse(text, region, caFile);
    }
}
