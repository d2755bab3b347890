package dev.jangada.backup.retention;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What to keep. Rules add up: a backup stays if any of them wants it.
 *
 * @param counts {@code --keep-last}, {@code --keep-hourly} …: of so many stretches that have a backup, the newest ones, one backup each;
 *     {@link #ALL} for every one
 * @param ages {@code --keep-within}, {@code --keep-within-hourly} …: of every stretch that is not older, counted from the newest backup
 * @param tags {@code --keep-tag}: backups that have all tags of one of these; a set with nothing but an empty tag means backups
 *     without any
 */
public record RetentionPolicy(Map<Bucket, Integer> counts, Map<Bucket, Age> ages, List<Set<String>> tags) {

    /** Every stretch: restic's {@code unlimited}. */
    public static final int ALL = -1;

    /** Nothing is said, so everything stays. */
    public static final RetentionPolicy NONE = new RetentionPolicy(Map.of(), Map.of(), List.of());

    /** Copies; a count of zero is no rule. */
    public RetentionPolicy {
        var some = new EnumMap<Bucket, Integer>(Bucket.class);
        counts.forEach((bucket, count) -> {
            if (count < ALL) {
                throw new IllegalArgumentException(bucket + " " + count);
            }
            if (count != 0) {
                some.put(bucket, count);
            }
        });
        counts = Map.copyOf(some);
        ages = Map.copyOf(ages);
        tags = tags.stream().map(Set::copyOf).toList();
    }

    /** The same with a rule that counts. */
    public RetentionPolicy keep(Bucket bucket, int count) {
        var more = new EnumMap<Bucket, Integer>(Bucket.class);
        more.putAll(counts);
        more.put(bucket, count);
        return new RetentionPolicy(more, ages, tags);
    }

    /** The same with a rule by age. */
    public RetentionPolicy keepWithin(Bucket bucket, Age age) {
        var more = new EnumMap<Bucket, Age>(Bucket.class);
        more.putAll(ages);
        more.put(bucket, age);
        return new RetentionPolicy(counts, more, tags);
    }

    /** The same with backups that have all these tags. */
    public RetentionPolicy keepTagged(Set<String> all) {
        var more = new ArrayList<>(tags);
        more.add(new TreeSet<>(all));
        return new RetentionPolicy(counts, ages, more);
    }

    /** Whether it says nothing. */
    public boolean isEmpty() {
        return counts.isEmpty() && ages.isEmpty() && tags.isEmpty();
    }
}
