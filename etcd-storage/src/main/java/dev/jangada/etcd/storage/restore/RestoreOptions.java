package dev.jangada.etcd.storage.restore;

import dev.jangada.etcd.storage.EtcdFile;
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

    /**
     * Where a cluster may begin at most, so that it has as many revisions before it as behind it. etcd does not look for
     * the last one there can be: it goes on with negative ones, and falls.
     */
    private static final long LAST_BEGINNING = Long.MAX_VALUE / 2;

    /** Checks the numbers. */
    public RestoreOptions {
        if (revision.isPresent() && revision.getAsLong() < 1) {
            throw new Problem(ExitCode.USAGE, RestoreMessage.NO_REVISION, revision.getAsLong());
        }
        if (bump < 0) {
            throw new Problem(ExitCode.USAGE, RestoreMessage.NEGATIVE_BUMP, bump);
        }
    }

    /**
     * The revision at which a restored database begins, if revisions are bumped. Counted from the highest that the source
     * can have reached, also where an older one is restored: that is what clients have seen.
     *
     * @throws Problem if that leaves the cluster too few revisions
     */
    public OptionalLong bumped(EtcdFile source) {
        if (bump == 0) {
            return OptionalLong.empty();
        }
        long highest = source.highestRevision();
        if (bump > LAST_BEGINNING - highest) {
            throw new Problem(ExitCode.USAGE, RestoreMessage.BUMP_TOO_FAR, bump, highest);
        }
        return OptionalLong.of(highest + bump);
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
