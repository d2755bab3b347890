package dev.jangada.etcd.storage;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** Files that real etcd servers have made; what is in them is written beside the tests that read them. */
public final class Fixtures {

    /** 3.4.23: revision 8, deletions, a transaction of three changes, a lease. */
    public static final String HISTORY_34 = "etcd34-history.snapshot.db";

    /** The same, compacted at 6. */
    public static final String COMPACTED_34 = "etcd34-compacted6.snapshot.db";

    /** 3.4.23: compacted at 10, where a key was deleted; its record is gone, and the last one is 9. */
    public static final String TOMBSTONE_34 = "etcd34-tombstone-at-compactrev.snapshot.db";

    /** 3.6.16: compacted at 8, where a key was deleted; its record is kept. */
    public static final String TOMBSTONE_36 = "etcd36-tombstone-at-compactrev.snapshot.db";

    /** The same after etcdutl 3.6.16 restored it with revisions bumped by 1 000 000 000; a raw db. */
    public static final String BUMPED_36 = "etcd36-bumped-restored.raw.db";

    /** 3.6: the data directory of a single member that was killed before its db had everything of its log. */
    public static final String AHEAD_36 = "etcd36-live-wal-ahead";

    private Fixtures() {}

    /** Where a fixture lies. */
    public static Path path(String name) {
        URL found = Objects.requireNonNull(Fixtures.class.getResource(name), name);
        try {
            return Path.of(found.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
