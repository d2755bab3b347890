package dev.jangada.cli;

import dev.jangada.kube.cluster.restore.RestoreReport;

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
        if (report.began().isEmpty()) {
            return PLANNED;
        }
        if (report.ended().isEmpty()) {
            return UNFINISHED;
        }
        return report.complete() ? DONE : INCOMPLETE;
    }

    String text(Terminal terminal) {
        return terminal.text(CliMessage.valueOf("RESTORE_STATE_" + name()));
    }
}
