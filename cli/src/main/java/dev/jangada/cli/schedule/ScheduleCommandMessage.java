package dev.jangada.cli.schedule;

import dev.jangada.problem.Message;

/** The sentences of this room. */
public enum ScheduleCommandMessage implements Message {
    NO_SETTINGS,
    NO_CLUSTER_NAME,
    TWO_SCOPES,
    NO_PROGRAM,
    NO_SYSTEMD,
    NO_SYSTEMD_TO_ASK,
    CRON_MISSES,
    INSTALLED,
    LINGER,
    REMOVED,
    STATE_DIRECTORY,
    STATUS_FILE_IGNORED,
    INCOMPLETE_BACKUP,
    BACKUP_NOT_SOUND,
    NOTHING_PRUNED,
    TIMER,
    TIMER_FACT,
    TIMER_NONE,
    NEXT,
    LAST_RUN,
    NEVER_RUN,
    STEP,
    STEP_CREATE,
    STEP_VERIFY,
    STEP_FORGET,
    STEP_PRUNE,
    STEP_WARNING,
    OUTCOME_OK,
    OUTCOME_INCOMPLETE,
    OUTCOME_FAILED,
    OUTCOME_SKIPPED,
    TOOK,
    CREATED,
    VERIFIED,
    FORGOTTEN,
    PRUNED
}
