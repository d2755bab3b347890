package dev.jangada.etcd.storage;

import java.nio.file.Path;

/**
 * How a file is opened.
 *
 * @param force whether a database that a running etcd holds is read too
 * @param uncommitted whether entries of a log are applied that are not known to be on a majority of members; of a single
 *     member they always are
 * @param room a directory with room for what must be unpacked or built: nothing for a snapshot or a database, as much as
 *     the data for an archive or a member whose log is ahead. Such files have no name, and are gone with the process
 */
public record OpenOptions(boolean force, boolean uncommitted, Path room) {

    /** Nothing is forced; temporary files go where the system has them. */
    public static OpenOptions standard() {
        return new OpenOptions(false, false, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** The same, and a database that a running etcd holds is read too. */
    public OpenOptions forced() {
        return new OpenOptions(true, uncommitted, room);
    }
}
