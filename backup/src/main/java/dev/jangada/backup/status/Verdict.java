package dev.jangada.backup.status;

import dev.jangada.problem.ExitCode;
import java.util.Collection;

/** All findings in one word, and in the exit code that monitoring reads. */
public enum Verdict {
    /** Nothing is wrong. */
    OK(ExitCode.DONE),
    /** Something is, and the cluster works. */
    DEGRADED(ExitCode.INCOMPLETE),
    /** The cluster cannot be worked with. */
    DOWN(ExitCode.FAILED);

    private final ExitCode exitCode;

    Verdict(ExitCode exitCode) {
        this.exitCode = exitCode;
    }

    /** What {@code jangada status} ends with. */
    public ExitCode exitCode() {
        return exitCode;
    }

    static Verdict of(Collection<Finding> findings) {
        Verdict worst = OK;
        for (Finding finding : findings) {
            Verdict verdict = switch (finding.severity()) {
                case NOTE -> OK;
                case DEGRADED -> DEGRADED;
                case DOWN -> DOWN;
            };
            worst = verdict.compareTo(worst) > 0 ? verdict : worst;
        }
        return worst;
    }
}
