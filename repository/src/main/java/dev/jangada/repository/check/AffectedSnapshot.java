package dev.jangada.repository.check;

import dev.jangada.repository.format.Id;
import java.time.Instant;
import java.util.List;

/**
 * A snapshot that cannot be read wholly any more.
 *
 * @param id its id
 * @param time its time; the epoch if the snapshot itself is damaged
 * @param host its host; empty if the snapshot itself is damaged
 * @param lostFiles how many files cannot be read, as far as their directories can
 * @param lostDirectories how many directories cannot be read, with everything in them
 * @param soundFiles how many files can still be read
 * @param soundBytes how many bytes those have
 * @param paths of what is lost, the first thousand; a directory's ends with a slash; the whole tree is {@code /}
 */
public record AffectedSnapshot(
        Id id,
        Instant time,
        String host,
        long lostFiles,
        long lostDirectories,
        long soundFiles,
        long soundBytes,
        List<String> paths) {}
