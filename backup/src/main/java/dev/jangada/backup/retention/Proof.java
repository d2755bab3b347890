package dev.jangada.backup.retention;

import java.time.Instant;

/**
 * A piece of evidence, as far as it matters for whether it stays.
 *
 * @param id its snapshot's
 * @param time when the work began that it tells of
 * @param cluster whose backup it was
 * @param backup the id of the backup's snapshot
 * @param kind what was done: there may be several kinds, each with a newest one
 * @param good whether it went well
 */
public record Proof(String id, Instant time, String cluster, String backup, String kind, boolean good) {}
