package dev.jangada.backup.retention;

import dev.jangada.problem.Message;

/** What this package tells users. */
enum RetentionMessage implements Message {
    NOT_AN_AGE,
    LAST_VERIFIED_STAYS,
    LAST_COMPLETE_STAYS,
    LAST_STAYS,
    KEPT_COUNTED,
    KEPT_OLDEST,
    KEPT_WITHIN,
    KEPT_OLDEST_WITHIN,
    KEPT_TAGGED,
    KEPT_NO_RULE,
    KEPT_LAST_VERIFIED,
    KEPT_LAST_COMPLETE,
    KEPT_LAST_AT_ALL,
    KEPT_NOT_NAMED,
    LAST,
    HOURLY,
    DAILY,
    WEEKLY,
    MONTHLY,
    YEARLY;

    /** The word for a stretch. */
    static RetentionMessage of(Bucket bucket) {
        return switch (bucket) {
            case LAST -> LAST;
            case HOURLY -> HOURLY;
            case DAILY -> DAILY;
            case WEEKLY -> WEEKLY;
            case MONTHLY -> MONTHLY;
            case YEARLY -> YEARLY;
        };
    }
}
