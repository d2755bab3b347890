package dev.jangada.cli.evidence;

import dev.jangada.problem.Message;

/** The sentences of this room. */
public enum EvidenceCommandMessage implements Message {
    BAD_MONTH,
    BAD_COUNT,
    TITLE,
    SUMMARY,
    BACKUPS,
    COMPLETE,
    INCOMPLETE,
    GONE,
    VERIFIED,
    VERIFY_FAILED,
    NOT_VERIFIED,
    EVENTS,
    KIND_VERIFY,
    KIND_RESTORE,
    KIND_REHEARSAL,
    VERDICT_OK,
    VERDICT_INCOMPLETE,
    VERDICT_FAILED,
    GAPS,
    GAP,
    NO_GAPS,
    LAST_VERIFIED,
    LAST_REHEARSED,
    NEVER,
    AT_TOOK,
    NOTHING,
    HEAD_TIME,
    HEAD_BACKUP,
    HEAD_STATE,
    HEAD_VERIFICATION,
    HEAD_NOTE,
    HEAD_WHAT,
    HEAD_RESULT,
    HEAD_TOOK,
    HEAD_BY
}
