package dev.jangada.cli.repository.command;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.repository.Repository;
import java.io.IOException;
import java.util.Arrays;
import picocli.CommandLine.Mixin;

/** The options of a command that makes a key: which repository, by what passphrase it will open, how that is told. */
final class NewKey {

    @Mixin
    private RepositoryAccess access;

    @Mixin
    private NewPassphrase fresh;

    @Mixin
    private OutputOption output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    NewKey() {}

    /** Does something with a new passphrase. */
    @FunctionalInterface
    interface Making {
        /**
         * Does it.
         *
         * @param passphrase is wiped afterwards
         */
        void with(Repository repository, char[] passphrase) throws IOException;
    }

    /** Opens the repository, gets the new passphrase, lets something be done with both, and leaves neither behind. */
    void make(Jangada jangada, Making making) throws IOException {
        try (Repository repository = access.open(jangada)) {
            char[] passphrase = fresh.read(jangada, repository.location());
            try {
                making.with(repository, passphrase);
            } finally {
                Arrays.fill(passphrase, '\0');
            }
        }
    }

    /** Whether the passphrase is made here, and must be shown. */
    boolean isGenerated() {
        return fresh.isGenerated();
    }

    /** Whether a script reads the result. */
    boolean isJson() {
        return output.isJson();
    }
}
