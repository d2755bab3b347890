package dev.jangada.cli.backup;

import dev.jangada.backup.retention.Age;
import dev.jangada.backup.retention.Bucket;
import dev.jangada.backup.retention.RetentionPolicy;
import dev.jangada.settings.RetentionSettings;
import dev.jangada.settings.table.KeepWithin;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What to keep, in restic's words. */
final class KeepOptions {

    @Option(names = "--keep-last", paramLabel = "N", descriptionKey = "backup.keep-last")
    private int last;

    @Option(names = "--keep-hourly", paramLabel = "N", descriptionKey = "backup.keep-hourly")
    private int hourly;

    @Option(names = "--keep-daily", paramLabel = "N", descriptionKey = "backup.keep-daily")
    private int daily;

    @Option(names = "--keep-weekly", paramLabel = "N", descriptionKey = "backup.keep-weekly")
    private int weekly;

    @Option(names = "--keep-monthly", paramLabel = "N", descriptionKey = "backup.keep-monthly")
    private int monthly;

    @Option(names = "--keep-yearly", paramLabel = "N", descriptionKey = "backup.keep-yearly")
    private int yearly;

    @Option(names = "--keep-within", paramLabel = "AGE", descriptionKey = "backup.keep-within")
    @Nullable
    private String within;

    @Option(names = "--keep-tag", paramLabel = "TAG", descriptionKey = "backup.keep-tag")
    private List<String> tags = new ArrayList<>();

    /** What the options say; {@link RetentionPolicy#isEmpty} if nothing. */
    RetentionPolicy policy() {
        return policy(last, hourly, daily, weekly, monthly, yearly, within == null ? null : Age.parse(within), tags);
    }

    /** What {@code retention} of {@code jangada.yaml} says. */
    static RetentionPolicy of(RetentionSettings settings) {
        return policy(
                settings.keepLast(),
                settings.keepHourly(),
                settings.keepDaily(),
                settings.keepWeekly(),
                settings.keepMonthly(),
                settings.keepYearly(),
                settings.keepWithin().map(KeepOptions::age).orElse(null),
                settings.keepTags());
    }

    @SuppressWarnings("JavaPeriodGetDays") // All of its parts are taken.
    private static Age age(KeepWithin within) {
        return new Age(
                within.period().getYears(),
                within.period().getMonths(),
                within.period().getDays(),
                within.hours());
    }

    private static RetentionPolicy policy(
            int last,
            int hourly,
            int daily,
            int weekly,
            int monthly,
            int yearly,
            @Nullable Age within,
            List<String> tags) {
        RetentionPolicy policy = RetentionPolicy.NONE
                .keep(Bucket.LAST, last)
                .keep(Bucket.HOURLY, hourly)
                .keep(Bucket.DAILY, daily)
                .keep(Bucket.WEEKLY, weekly)
                .keep(Bucket.MONTHLY, monthly)
                .keep(Bucket.YEARLY, yearly);
        if (within != null) {
            policy = policy.keepWithin(Bucket.LAST, within);
        }
        for (String tag : tags) {
            policy = policy.keepTagged(Set.of(tag.split(",")));
        }
        return policy;
    }
}
