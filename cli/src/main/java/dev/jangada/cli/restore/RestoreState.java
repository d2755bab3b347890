package dev.jangada.cli.restore;

import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.cluster.restore.RestoreReport;
import dev.jangada.kube.cluster.restore.RestoreSummary;

/** How far a restore has come. */
enum RestoreState {
    /** Its plan has not been applied. */
    PLANNED,
    /** It was cut off, or is going on. */
    UNFINISHED,
    /** It ended, but not everything was done. */
    INCOMPLETE,
    DONE;

    static RestoreState of(RestoreReport report) {
        return of(report.summary());
    }

    static RestoreState of(RestoreSummary summary) {
        if (summary.began().isEmpty()) {
            return PLANNED;
        }
        if (summary.ended().isEmpty()) {
            return UNFINISHED;
        }
        return summary.complete() ? DONE : INCOMPLETE;
    }

    String text(Terminal terminal) {
        return terminal.text(RestoreCommandMessage.valueOf("RESTORE_STATE_" + name()));
    }
}
