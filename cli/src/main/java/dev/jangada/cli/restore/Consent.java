package dev.jangada.cli.restore;

import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.cluster.restore.Action;
import dev.jangada.kube.cluster.restore.PlanHeader;
import dev.jangada.kube.cluster.restore.RestoreMessage;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Asks whether a plan is to be applied. {@code --yes} answers that, but not how many objects are deleted: that is a gate. */
final class Consent {

    private static final Set<String> YES = Set.of("y", "yes", "s", "sim");

    private final Terminal terminal;
    private final boolean yes;
    private final Optional<String> confirmed;

    /**
     * A question.
     *
     * @param yes whether it is answered already
     * @param confirmed what the user has typed for the gate beforehand
     */
    Consent(Terminal terminal, boolean yes, Optional<String> confirmed) {
        this.terminal = terminal;
        this.yes = yes;
        this.confirmed = confirmed;
    }

    /**
     * Asks, where somebody can be asked and must be.
     *
     * @param id the restore's name, for who wants to think about it
     * @throws Problem if something stands in the way, the answer is no, or nobody can be asked ({@link ExitCode#REFUSED})
     */
    void require(PlanHeader header, String id) {
        header.obstacles().stream().findFirst().ifPresent(obstacle -> {
            throw new Problem(ExitCode.REFUSED, RestoreMessage.OBSTACLES, obstacle.in(terminal.locale()));
        });
        String deletions = Long.toString(header.count(Action.DELETE));
        confirmed.filter(typed -> !typed.equals(deletions)).ifPresent(typed -> {
            throw new Problem(ExitCode.REFUSED, RestoreCommandMessage.RESTORE_CONFIRMED_OTHER, deletions, typed);
        });
        boolean gate = header.count(Action.DELETE) > 0 && confirmed.isEmpty();
        if (!gate && yes) {
            return;
        }
        if (!terminal.canAsk()) {
            throw gate
                    ? new Problem(
                            ExitCode.REFUSED,
                            RestoreCommandMessage.RESTORE_GATE,
                            header.count(Action.DELETE),
                            deletions,
                            id)
                    : new Problem(ExitCode.REFUSED, RestoreCommandMessage.RESTORE_NEEDS_YES, id);
        }
        String cluster = RestoreWords.target(header);
        boolean wanted = gate
                ? answer(RestoreCommandMessage.RESTORE_ASK_NUMBER, cluster, deletions)
                        .equals(deletions)
                : YES.contains(answer(RestoreCommandMessage.RESTORE_ASK, cluster, header.writes())
                        .toLowerCase(Locale.ROOT));
        if (!wanted) {
            throw new Problem(ExitCode.REFUSED, RestoreCommandMessage.RESTORE_NOT_WANTED, id);
        }
    }

    private String answer(RestoreCommandMessage question, Object... arguments) {
        terminal.out().flush();
        terminal.err().print(terminal.text(question, arguments) + " ");
        terminal.err().flush();
        return terminal.in().line().strip();
    }
}
