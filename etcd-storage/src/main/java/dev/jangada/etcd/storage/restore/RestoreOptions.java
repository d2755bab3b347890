package dev.jangada.etcd.storage.restore;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.OptionalLong;

/**
 * What a restore makes of revisions.
 *
 * @param bump by how much the next revision is higher than the highest that is known of the source; 0 for not at all.
 *     Clients that have seen newer revisions than a restored database has would otherwise believe what they had seen. With
 *     a bump everything older is marked as compacted, so that such clients are told to read anew
 * @param revision the revision whose state is restored; empty for the newest
 */
public record RestoreOptions(long bump, OptionalLong revision) {

    /** Checks the bump. */
    public RestoreOptions {
        if (bump < 0) {
            throw new Problem(ExitCode.USAGE, RestoreMessage.NEGATIVE_BUMP, bump);
        }
    }

    /** The newest state, revisions as they were. */
    public static RestoreOptions plain() {
        return new RestoreOptions(0, OptionalLong.empty());
    }

    /**
     * Checks etcdutl's {@code --mark-compacted}, which a bump implies.
     *
     * @throws Problem if it was asked for without a bump
     */
    public RestoreOptions markCompacted() {
        if (bump == 0) {
            throw new Problem(ExitCode.USAGE, RestoreMessage.COMPACTED_WITHOUT_BUMP);
        }
        return this;
    }
}
