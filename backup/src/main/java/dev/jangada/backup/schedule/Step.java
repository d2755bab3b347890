package dev.jangada.backup.schedule;

import java.util.Locale;
import java.util.Optional;

/** What a scheduled run does, in this order. */
public enum Step {
    /** A backup is made. */
    CREATE,
    /** The new backup is read whole and compared. */
    VERIFY,
    /** The policy decides which backups go. */
    FORGET,
    /** The room of what is gone is given back. */
    PRUNE;

    /** As it is written in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Step> of(String word) {
        for (Step step : values()) {
            if (step.word().equals(word)) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }
}
