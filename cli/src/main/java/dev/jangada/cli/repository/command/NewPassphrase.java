package dev.jangada.cli.repository.command;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.repository.Passphrase;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where a new key's passphrase comes from; a person types it twice. */
final class NewPassphrase {

    /** Without letters that look like another letter or digit: it will be read from paper. */
    private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final int GROUPS = 6;
    private static final int LETTERS_OF_A_GROUP = 5;

    private static final String GENERATE = "--generate";

    @Option(names = GENERATE, descriptionKey = "repository.key.generate")
    private boolean generate;

    @Option(names = "--new-password-file", paramLabel = "FILE", descriptionKey = "repository.key.new-password-file")
    @Nullable
    private Path file;

    @Option(
            names = "--new-password-command",
            paramLabel = "COMMAND",
            descriptionKey = "repository.key.new-password-command")
    @Nullable
    private String command;

    /** Whether it is made here, and must be shown. */
    boolean isGenerated() {
        return generate;
    }

    /**
     * Gets it.
     *
     * @param repository whose it will be, for questions
     * @return the caller wipes it
     */
    char[] read(Jangada jangada, String repository) {
        if (generate && (file != null || command != null)) {
            throw new Problem(
                    ExitCode.USAGE,
                    RepositoryCommandMessage.TWO_NEW_PASSPHRASES,
                    GENERATE,
                    file != null ? "--new-password-file" : "--new-password-command");
        }
        if (generate) {
            return random();
        }
        Optional<Passphrase> named =
                RepositoryAccess.passphrase(Optional.ofNullable(file), Optional.ofNullable(command));
        return named.isPresent()
                ? named.get().read(jangada.terminal(), repository)
                : typed(jangada.terminal(), repository);
    }

    private static char[] typed(Terminal terminal, String repository) {
        if (!terminal.canAsk()) {
            throw new Problem(ExitCode.USAGE, RepositoryCommandMessage.NEW_PASSPHRASE_MISSING);
        }
        return typedTwice(terminal, repository);
    }

    /** 150 bits: nobody can try so many. */
    private static char[] random() {
        var random = new SecureRandom();
        var letters = new char[GROUPS * (LETTERS_OF_A_GROUP + 1) - 1];
        for (int i = 0; i < letters.length; i++) {
            letters[i] = i % (LETTERS_OF_A_GROUP + 1) == LETTERS_OF_A_GROUP
                    ? '-'
                    : LETTERS.charAt(random.nextInt(LETTERS.length()));
        }
        return letters;
    }

    /** A mistyped passphrase would be one that nobody knows. Only where a person can be asked. */
    static char[] typedTwice(Terminal terminal, String repository) {
        String typed = terminal.secret(terminal.text(RepositoryCommandMessage.NEW_PASSPHRASE_ASK, repository));
        String again = terminal.secret(terminal.text(RepositoryCommandMessage.NEW_PASSPHRASE_AGAIN));
        if (!typed.equals(again)) {
            throw new Problem(ExitCode.FAILED, RepositoryCommandMessage.NEW_PASSPHRASE_DIFFERENT);
        }
        return Passphrase.Asked.checked(typed);
    }
}
