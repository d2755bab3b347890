package dev.jangada.repository.format;

import java.time.Instant;

/**
 * What a file system knows about an entry besides its name and content.
 *
 * @param permissions as in chmod, from 0 to 07777
 * @param modified the time of the last change of its content
 * @param accessed the time of the last access
 * @param changed the time of the last change of its attributes
 * @param uid the owner's number
 * @param gid the group's number
 * @param user the owner's name; empty for none
 * @param group the group's name; empty for none
 */
public record Attributes(
        int permissions,
        Instant modified,
        Instant accessed,
        Instant changed,
        int uid,
        int gid,
        String user,
        String group) {

    private static final long SETUID = 1L << 23;
    private static final long SETGID = 1L << 22;
    private static final long STICKY = 1L << 20;

    /** All three times the same, owned by root without names. What does not come from a file system has no more. */
    public static Attributes of(int permissions, Instant time) {
        return new Attributes(permissions, time, time, time, 0, 0, "", "");
    }

    /** As Go writes a file's mode, which is not as Unix does. */
    long mode(NodeType type) {
        return type.modeBits()
                | permissions & 0777
                | ((permissions & 04000) == 0 ? 0 : SETUID)
                | ((permissions & 02000) == 0 ? 0 : SETGID)
                | ((permissions & 01000) == 0 ? 0 : STICKY);
    }

    static int permissions(long mode) {
        return (int) (mode & 0777)
                | ((mode & SETUID) == 0 ? 0 : 04000)
                | ((mode & SETGID) == 0 ? 0 : 02000)
                | ((mode & STICKY) == 0 ? 0 : 01000);
    }
}
