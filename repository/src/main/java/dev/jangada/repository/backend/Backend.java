package dev.jangada.repository.backend;

import dev.jangada.problem.Problem;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A place where the files of a repository lie. Every implementation, and everything laid over one, passes the same suite
 * ({@code BackendContract}).
 *
 * <ul>
 *   <li>It can be used from several threads at once.
 *   <li>Failures that a user can act on are {@link Problem}s, what may be over soon is a
 *       {@link PassingException}, a file that is not there a {@link MissingFileException}, and one that is too short a
 *       {@link TruncatedFileException}. Nothing else is thrown but for bugs and interruption
 *       ({@link java.util.concurrent.CancellationException}).
 *   <li>An interrupted or failed call leaves no file half written under its name.
 * </ul>
 */
public interface Backend extends AutoCloseable {

    /** Where it is, as a user would write it; never with a secret in it. */
    String location();

    /** How many calls at once make sense here, at least 1. */
    int connections();

    /**
     * Saves a file: wholly and durably when this returns, or not at all. A file that is there already under the name is
     * replaced; as the name says the content, that changes nothing.
     *
     * @throws IllegalArgumentException for the configuration, which is only {@link #create created}
     */
    void save(Handle handle, Payload payload);

    /** Saves a file that must not exist yet. What exists is not touched. */
    Creation create(Handle handle, Payload payload);

    /** A whole file. */
    byte[] load(Handle handle);

    /**
     * Part of a file.
     *
     * @param offset of the first byte
     * @param length how many bytes, at least 1; exactly so many are returned
     */
    byte[] load(Handle handle, long offset, int length);

    /** The length of a file, in bytes. */
    long size(Handle handle);

    /**
     * All files of a kind, in no particular order. Files whose names are no names of a repository's files are passed over.
     * A file that is saved or removed meanwhile may or may not be listed.
     */
    void list(FileKind kind, Listing listing);

    /** Deletes a file, if it is there; it is gone when this returns. On a versioned bucket older versions stay. */
    void remove(Handle handle);

    /**
     * Finds out whether this user may delete files of some kinds, without deleting one. It is asked before anything is written that
     * is of use only if something else goes. Where this says that it may, a store that does not let go a single file retains that.
     *
     * <p>A bucket is asked to delete a file that it does not have; one with versions keeps a marker of that.
     *
     * @return if not, the problem that this is, which names what must be granted
     */
    Optional<Problem> removalRefusal(Set<FileKind> kinds);

    /**
     * Says that what came of a file was damaged.
     *
     * @return true if that was a copy, which is now gone, so that loading it again can help
     */
    default boolean distrust(Handle handle) {
        return false;
    }

    /**
     * Deletes what saves that broke off have left behind, where the store shows such things.
     *
     * @param before what is younger stays
     */
    default void tidy(Instant before) {}

    @Override
    void close();

    /** Takes one file of a list. */
    @FunctionalInterface
    interface Listing {
        /**
         * A file.
         *
         * @param name as in {@link Handle#name()}
         * @param size its length in bytes
         */
        void file(String name, long size);
    }
}
