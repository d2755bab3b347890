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
 */
public record Candidate(
        String id, ZonedDateTime time, String cluster, Set<String> tags, boolean complete, boolean verified) {

    /** Copies the tags. */
    public Candidate {
        tags = Set.copyOf(tags);
    }
}
