package dev.jangada.backup.schedule;

import dev.jangada.problem.Message;

/** What this package tells users. */
enum ScheduleMessage implements Message {
    CANNOT_WRITE,
    CANNOT_READ,
    BAD_STATUS_FILE,
    NEWER_STATUS_FILE,
    RUNS_ALREADY,
    FAILURE_COMMAND_NOT_STARTED,
    FAILURE_COMMAND_HANGS,
    FAILURE_COMMAND_FAILED,
    SKIPPED_AFTER_FAILURE,
    NOT_DUE,
    NOT_SET_UP,
    NOT_FOR_CRON,
    PROGRAM_NOT_FOR_SYSTEMD,
    SYSTEMCTL_MISSING,
    SYSTEMCTL_FAILED,
    NOT_INSTALLED
}
