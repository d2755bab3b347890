package dev.jangada.backup.retention;

import java.time.ZonedDateTime;
import java.util.Set;

/**
 * A backup, as far as it matters for whether it stays.
 *
 * @param id the snapshot's
 * @param time of the backup, in the zone whose days and hours count; snapshots that Jangada wrote are in UTC, and counted so also by
 *     restic
 * @param cluster whose it is: restic's host
 * @param tags its tags
 * @param complete whether nothing is missing that should be in it
 * @param verified whether its newest verification was a good one
 * @param part empty for a backup that holds what it should; of one that holds a part of that, the same for equal parts
 */
public record Candidate(
        String id,
        ZonedDateTime time,
        String cluster,
        Set<String> tags,
        boolean complete,
        boolean verified,
        String part) {

    /** Copies the tags. */
    public Candidate {
        tags = Set.copyOf(tags);
    }

    /** One that is no part. */
    public Candidate(
            String id, ZonedDateTime time, String cluster, Set<String> tags, boolean complete, boolean verified) {
        this(id, time, cluster, tags, complete, verified, "");
    }

    /** Whether it is one. */
    public boolean isPart() {
        return !part.isEmpty();
    }
}
