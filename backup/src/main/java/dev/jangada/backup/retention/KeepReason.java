package dev.jangada.backup.retention;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Why a backup stays. */
public sealed interface KeepReason {

    /** In the reader's language, a few words. */
    String in(Locale locale);

    /**
     * A rule that counts had one left.
     *
     * @param oldest whether it is kept only because it is the oldest of all and the rule had some left
     */
    record Counted(Bucket bucket, boolean oldest) implements KeepReason {
        @Override
        public String in(Locale locale) {
            RetentionMessage words = oldest ? RetentionMessage.KEPT_OLDEST : RetentionMessage.KEPT_COUNTED;
            return words.in(locale, RetentionMessage.of(bucket).in(locale));
        }
    }

    /** It is young enough for a rule by age. */
    record Within(Bucket bucket, Age age, boolean oldest) implements KeepReason {
        @Override
        public String in(Locale locale) {
            RetentionMessage words = oldest ? RetentionMessage.KEPT_OLDEST_WITHIN : RetentionMessage.KEPT_WITHIN;
            return words.in(locale, RetentionMessage.of(bucket).in(locale), age);
        }
    }

    /** It has all of these tags. */
    record Tagged(Set<String> tags) implements KeepReason {
        @Override
        public String in(Locale locale) {
            return RetentionMessage.KEPT_TAGGED.in(locale, String.join(",", new TreeSet<>(tags)));
        }
    }

    /** Why one stays that no rule of the policy wants. */
    enum Safety implements KeepReason {
        /** No rule was given. */
        NO_RULE(RetentionMessage.KEPT_NO_RULE),
        /** It is the cluster's newest complete backup with a good verification. */
        LAST_VERIFIED(RetentionMessage.KEPT_LAST_VERIFIED),
        /** It is the cluster's newest complete backup. */
        LAST_COMPLETE(RetentionMessage.KEPT_LAST_COMPLETE),
        /** It is the cluster's newest backup, and none is complete. */
        LAST_AT_ALL(RetentionMessage.KEPT_LAST_AT_ALL),
        /** It was not among those that were named to be removed. */
        NOT_NAMED(RetentionMessage.KEPT_NOT_NAMED);

        private final RetentionMessage words;

        Safety(RetentionMessage words) {
            this.words = words;
        }

        @Override
        public String in(Locale locale) {
            return words.in(locale);
        }
    }
}
