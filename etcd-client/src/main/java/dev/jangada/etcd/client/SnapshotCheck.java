package dev.jangada.etcd.client;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * Looks into a snapshot file before it gets its name. This room knows the stream and not the file's format; whoever saves
 * brings one who does.
 */
@FunctionalInterface
public interface SnapshotCheck {

    /**
     * Reads the whole file: every page, every record.
     *
     * @param file a snapshot with its SHA-256 at the end, which has been checked already
     * @return what is in it; used until the save is done
     * @throws dev.jangada.problem.Problem if the file is not sound
     */
    Content check(Path file);

    /** What a sound snapshot holds. */
    interface Content {

        /** The store's revision at which it was taken. */
        long revision();

        /** Up to where the store was compacted, or told to be; -1 if it never was. */
        long compactRevision();

        /**
         * The hash over its keys that a member gives which has the same revision and has compacted that far.
         *
         * @param compactRevision at least {@link #compactRevision()}
         * @return empty if it cannot be said for another than that
         */
        OptionalLong hashKv(long compactRevision);
    }
}
