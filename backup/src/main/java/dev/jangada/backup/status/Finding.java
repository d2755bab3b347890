package dev.jangada.backup.status;

import dev.jangada.problem.Problem;

/**
 * Something that is not as it should be.
 *
 * @param severity how much it matters
 * @param area where
 * @param sentence what, and what to do
 */
public record Finding(Severity severity, Area area, Problem sentence) {

    /** How much a finding matters. */
    public enum Severity {
        /** Worth knowing; nobody is called. */
        NOTE,
        /** Something works no more as it should, or soon will not. */
        DEGRADED,
        /** The cluster cannot be worked with. */
        DOWN
    }

    /** Where a finding is. */
    public enum Area {
        /** The API server. */
        API,
        /** Nodes. */
        NODES,
        /** etcd. */
        ETCD,
        /** Certificates. */
        CERTIFICATES,
        /** Backups and their repository. */
        BACKUPS
    }
}
