package dev.jangada.cli.evidence;

import dev.jangada.backup.retention.Age;
import dev.jangada.backup.retention.Bucket;
import dev.jangada.backup.retention.RetentionPolicy;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.settings.RetentionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** restic's options that say which backups to keep, for {@code @Mixin}; and what the settings say where none is given. */
public final class PolicyOptions {

    private static final String UNLIMITED = "unlimited";

    @Option(names = "--keep-last", paramLabel = "N", descriptionKey = "backup.keep-last")
    @Nullable
    private String last;

    @Option(names = "--keep-hourly", paramLabel = "N", descriptionKey = "backup.keep-hourly")
    @Nullable
    private String hourly;

    @Option(names = "--keep-daily", paramLabel = "N", descriptionKey = "backup.keep-daily")
    @Nullable
    private String daily;

    @Option(names = "--keep-weekly", paramLabel = "N", descriptionKey = "backup.keep-weekly")
    @Nullable
    private String weekly;

    @Option(names = "--keep-monthly", paramLabel = "N", descriptionKey = "backup.keep-monthly")
    @Nullable
    private String monthly;

    @Option(names = "--keep-yearly", paramLabel = "N", descriptionKey = "backup.keep-yearly")
    @Nullable
    private String yearly;

    @Option(names = "--keep-within", paramLabel = "AGE", descriptionKey = "backup.keep-within")
    @Nullable
    private String within;

    @Option(names = "--keep-within-hourly", paramLabel = "AGE", descriptionKey = "backup.keep-within-hourly")
    @Nullable
    private String withinHourly;

    @Option(names = "--keep-within-daily", paramLabel = "AGE", descriptionKey = "backup.keep-within-daily")
    @Nullable
    private String withinDaily;

    @Option(names = "--keep-within-weekly", paramLabel = "AGE", descriptionKey = "backup.keep-within-weekly")
    @Nullable
    private String withinWeekly;

    @Option(names = "--keep-within-monthly", paramLabel = "AGE", descriptionKey = "backup.keep-within-monthly")
    @Nullable
    private String withinMonthly;

    @Option(names = "--keep-within-yearly", paramLabel = "AGE", descriptionKey = "backup.keep-within-yearly")
    @Nullable
    private String withinYearly;

    @Option(names = "--keep-tag", paramLabel = "TAG[,TAG]", descriptionKey = "backup.keep-tag")
    private List<String> tags = new ArrayList<>();

    /**
     * What the options say; {@link RetentionPolicy#isEmpty} if there are none.
     *
     * @throws Problem if one cannot be understood, or all that are there keep nothing: that is no policy, and what the settings say
     *     instead is not what was asked for
     */
    public RetentionPolicy policy() {
        RetentionPolicy policy = RetentionPolicy.NONE;
        for (Bucket bucket : Bucket.values()) {
            String count = count(bucket);
            if (count != null) {
                policy = policy.keep(bucket, number(bucket, count));
            }
            String age = age(bucket);
            if (age != null) {
                policy = policy.keepWithin(bucket, Age.parse(age));
            }
        }
        for (String tag : tags) {
            policy = policy.keepTagged(Set.copyOf(List.of(tag.split(",", -1))));
        }
        if (policy.isEmpty() && Stream.of(Bucket.values()).anyMatch(bucket -> count(bucket) != null)) {
            throw new Problem(ExitCode.USAGE, EvidenceCommandMessage.KEEPS_NOTHING);
        }
        return policy;
    }

    /** What the settings say. */
    public static RetentionPolicy of(RetentionSettings settings) {
        RetentionPolicy policy = RetentionPolicy.NONE
                .keep(Bucket.LAST, settings.keepLast())
                .keep(Bucket.HOURLY, settings.keepHourly())
                .keep(Bucket.DAILY, settings.keepDaily())
                .keep(Bucket.WEEKLY, settings.keepWeekly())
                .keep(Bucket.MONTHLY, settings.keepMonthly())
                .keep(Bucket.YEARLY, settings.keepYearly());
        if (settings.keepWithin().isPresent()) {
            policy = policy.keepWithin(
                    Bucket.LAST, Age.parse(settings.keepWithin().get().toString()));
        }
        for (String tag : settings.keepTags()) {
            policy = policy.keepTagged(Set.of(tag));
        }
        return policy;
    }

    private static int number(Bucket bucket, String text) {
        if (text.equals(UNLIMITED) || text.equals("-1")) {
            return RetentionPolicy.ALL;
        }
        if (!text.matches("[0-9]{1,9}")) {
            String option = "--keep-" + bucket.name().toLowerCase(java.util.Locale.ROOT);
            throw new Problem(ExitCode.USAGE, EvidenceCommandMessage.BAD_COUNT, option, text);
        }
        return Integer.parseInt(text);
    }

    private @Nullable String count(Bucket bucket) {
        return switch (bucket) {
            case LAST -> last;
            case HOURLY -> hourly;
            case DAILY -> daily;
            case WEEKLY -> weekly;
            case MONTHLY -> monthly;
            case YEARLY -> yearly;
        };
    }

    private @Nullable String age(Bucket bucket) {
        return switch (bucket) {
            case LAST -> within;
            case HOURLY -> withinHourly;
            case DAILY -> withinDaily;
            case WEEKLY -> withinWeekly;
            case MONTHLY -> withinMonthly;
            case YEARLY -> withinYearly;
        };
    }
}
