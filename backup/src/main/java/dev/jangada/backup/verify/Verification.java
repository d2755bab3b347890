package dev.jangada.backup.verify;

import dev.jangada.backup.format.Backup;
import dev.jangada.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What came of verifying a backup: every file of it was read out of the repository, so every blob was fetched, authenticated and
 * hashed; the objects were counted and hashed again and compared with the manifest; etcd's snapshot was checked page by page and record
 * by record, and its hashes compared.
 *
 * @param backup the backup
 * @param startedAt when it was begun
 * @param took how long it took
 * @param objects how many objects were read
 * @param bytes how many bytes all files had, etcd's snapshot among them
 * @param etcd whether etcd's snapshot was there and verified
 * @param findings what is wrong; empty if the backup is what its manifest says. At most {@link #MOST}
 */
public record Verification(
        Backup backup,
        Instant startedAt,
        Duration took,
        long objects,
        long bytes,
        boolean etcd,
        List<Problem> findings) {

    /** So many findings are kept. */
    public static final int MOST = 100;

    public Verification {
        findings = List.copyOf(findings);
    }

    /** Whether the backup is what its manifest says. An incomplete one can be sound too. */
    public boolean sound() {
        return findings.isEmpty();
    }
}
