package dev.jangada.backup.retention;

import dev.jangada.backup.format.Backup;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A policy over the backups of one cluster, as restic applies it: from the newest to the oldest, each rule keeps a backup when its
 * stretch is another than that of the backup it kept before, and the oldest of all while it has some left.
 */
final class Rules {

    private static final ZonedDateTime NEVER =
            Instant.ofEpochSecond(-62_135_596_800L).atZone(ZoneOffset.UTC);

    private final RetentionPolicy policy;
    private final Instant now;

    Rules(RetentionPolicy policy, Instant now) {
        this.policy = policy;
        this.now = now;
    }

    /** Why each of some backups stays, those that do not left out. All rules. */
    Map<Candidate, List<KeepReason>> all(List<Candidate> newestFirst) {
        var counts = new EnumMap<Bucket, Integer>(Bucket.class);
        counts.putAll(policy.counts());
        var lastCounted = new EnumMap<Bucket, Integer>(Bucket.class);
        var lastWithin = new EnumMap<Bucket, Integer>(Bucket.class);
        Map<Bucket, Instant> since = since(newestFirst);
        var kept = new LinkedHashMap<Candidate, List<KeepReason>>();
        for (int i = 0; i < newestFirst.size(); i++) {
            Candidate backup = newestFirst.get(i);
            boolean oldest = i == newestFirst.size() - 1;
            List<KeepReason> reasons = anyway(backup, since);
            for (Bucket bucket : Bucket.values()) {
                int left = counts.getOrDefault(bucket, 0);
                int stretch = bucket.of(backup.time(), i);
                boolean same = lastCounted.getOrDefault(bucket, -1) == stretch;
                if (left != 0 && (!same || oldest)) {
                    reasons.add(new KeepReason.Counted(bucket, same));
                    lastCounted.put(bucket, stretch);
                    counts.put(bucket, left > 0 ? left - 1 : left);
                }
            }
            for (Bucket bucket : Bucket.values()) {
                Age age = policy.ages().get(bucket);
                if (age == null || bucket == Bucket.LAST || !isAfter(backup, since.get(bucket))) {
                    continue;
                }
                int stretch = bucket.of(backup.time(), i);
                boolean same = lastWithin.getOrDefault(bucket, -1) == stretch;
                if (!same || oldest) {
                    reasons.add(new KeepReason.Within(bucket, age, same));
                    lastWithin.put(bucket, stretch);
                }
            }
            if (!reasons.isEmpty()) {
                kept.put(backup, reasons);
            }
        }
        return kept;
    }

    /**
     * As {@link #all}, but only the rules that do not choose one of several: tags, and the age of every backup.
     *
     * @param newest from which ages are counted
     */
    Map<Candidate, List<KeepReason>> unchosen(List<Candidate> backups, List<Candidate> newest) {
        Map<Bucket, Instant> since = since(newest);
        var kept = new LinkedHashMap<Candidate, List<KeepReason>>();
        for (Candidate backup : backups) {
            List<KeepReason> reasons = anyway(backup, since);
            if (!reasons.isEmpty()) {
                kept.put(backup, reasons);
            }
        }
        return kept;
    }

    private List<KeepReason> anyway(Candidate backup, Map<Bucket, Instant> since) {
        var reasons = new ArrayList<KeepReason>();
        for (Set<String> tags : policy.tags()) {
            if (backup.tags().containsAll(tags)
                    || tags.contains("") && backup.tags().stream().allMatch(Backup::isOwn)) {
                reasons.add(new KeepReason.Tagged(tags));
            }
        }
        Age age = policy.ages().get(Bucket.LAST);
        if (age != null && isAfter(backup, since.get(Bucket.LAST))) {
            reasons.add(new KeepReason.Within(Bucket.LAST, age, false));
        }
        return reasons;
    }

    private static boolean isAfter(Candidate backup, @org.jspecify.annotations.Nullable Instant since) {
        return since != null && backup.time().toInstant().isAfter(since);
    }

    /** Ages are counted from the newest backup that is not in the future. */
    private Map<Bucket, Instant> since(List<Candidate> backups) {
        ZonedDateTime latest = backups.stream()
                .map(Candidate::time)
                .filter(time -> time.toInstant().isBefore(now))
                .max(Comparator.comparing(ZonedDateTime::toInstant))
                .orElse(NEVER);
        var since = new EnumMap<Bucket, Instant>(Bucket.class);
        policy.ages().forEach((bucket, age) -> since.put(bucket, age.before(latest)));
        return Collections.unmodifiableMap(since);
    }
}
