package dev.jangada.repository.lock;

import dev.jangada.repository.format.LockDocument;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Who this process is, as it writes into locks, keys and snapshots.
 *
 * @param host the machine's name
 * @param user the user's name
 * @param pid the process
 * @param uid the user's number; 0 where it cannot be found
 * @param gid the group's number; 0 where it cannot be found
 */
public record Holder(String host, String user, long pid, int uid, int gid) {

    private static final Path OWN = Path.of("/proc/self");

    /** This process. */
    public static Holder self() {
        return new Holder(
                hostName(),
                System.getProperty("user.name", ""),
                ProcessHandle.current().pid(),
                number("unix:uid"),
                number("unix:gid"));
    }

    private static int number(String attribute) {
        try {
            return Files.getAttribute(OWN, attribute) instanceof Integer number ? number : 0;
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
            return 0;
        }
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException notLinux) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException e) {
                return "localhost";
            }
        }
    }

    LockDocument lock(boolean exclusive, Instant now) {
        return new LockDocument(now, exclusive, host, user, pid, uid, gid);
    }

    /** Whether a lock was written by this process. */
    boolean isHolderOf(LockDocument lock) {
        return lock.host().equals(host) && lock.pid() == pid;
    }

    /** Whether the process that holds a lock ran on this machine and runs no more. */
    boolean knowsDead(LockDocument lock) {
        return lock.host().equals(host) && ProcessHandle.of(lock.pid()).isEmpty();
    }
}
