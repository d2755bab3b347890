package dev.jangada.cli.backup;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.Locale;
import java.util.Set;

/** Asks before something is deleted; {@code --yes} has answered already. */
final class Question {

    private static final Set<String> YES = Set.of("y", "yes", "s", "sim");

    private Question() {}

    /**
     * Asks, where somebody can be asked and must be.
     *
     * @throws Problem with {@link ExitCode#REFUSED} if the answer is no, or nobody can be asked
     */
    static void require(Jangada jangada, BackupCommandMessage question, Object... arguments) {
        Terminal terminal = jangada.terminal();
        if (jangada.globals().yes()) {
            return;
        }
        if (!terminal.canAsk()) {
            throw new Problem(ExitCode.REFUSED, BackupCommandMessage.NEEDS_YES);
        }
        terminal.out().flush();
        terminal.err().print(terminal.text(question, arguments) + " ");
        terminal.err().flush();
        if (!YES.contains(terminal.in().line().strip().toLowerCase(Locale.ROOT))) {
            throw new Problem(ExitCode.REFUSED, BackupCommandMessage.NOT_WANTED);
        }
    }
}
