package dev.jangada.repository.index;

import dev.jangada.repository.backend.FileKind;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.store.SealedFiles;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The index files of a repository as far as they have been read, and how to read what others have written since. Whoever misses
 * something asks for that once: it costs one list of the index files, and each that is new is read once. Can be used from several
 * threads at once.
 */
public final class StoredIndex {

    private final SealedFiles files;
    private final MasterIndex known;
    private final Set<Id> read;
    /** How many lists of the index files were begun; who waits while another lists them need not do it again. */
    private final AtomicLong lists = new AtomicLong();

    private StoredIndex(SealedFiles files, MasterIndex known, Set<Id> read) {
        this.files = files;
        this.known = known;
        this.read = read;
    }

    /**
     * Reads all index files.
     *
     * @throws dev.jangada.problem.Problem if one is damaged
     */
    public static StoredIndex load(SealedFiles files) {
        List<Id> ids = files.list(FileKind.INDEX);
        var known = new MasterIndex();
        IndexLoader.readInto(known, files, ids);
        return new StoredIndex(files, known, new HashSet<>(ids));
    }

    /** What is known now; it grows when this is refreshed. */
    public MasterIndex known() {
        return known;
    }

    /** A number to give to {@link #refresh(long)}, taken before something is looked for. */
    public long moment() {
        return lists.get();
    }

    /**
     * Reads the index files that came since; what others have removed stays known.
     *
     * @param moment before the miss; if another thread has begun to list the files since, nothing is done
     */
    public void refresh(long moment) {
        synchronized (read) {
            if (lists.get() == moment) {
                readNew(list());
            }
        }
    }

    /**
     * The same index with what others have written since, or a new one if others have removed index files: then packs may be gone too,
     * and nothing of what was known counts.
     */
    public StoredIndex upToDate() {
        synchronized (read) {
            List<Id> ids = list();
            if (new HashSet<>(ids).containsAll(read)) {
                readNew(ids);
                return this;
            }
        }
        return load(files);
    }

    /** Counted before, so that whoever takes a moment while this runs does not rely on what it may have missed. */
    private List<Id> list() {
        lists.incrementAndGet();
        return files.list(FileKind.INDEX);
    }

    private void readNew(Collection<Id> listed) {
        List<Id> fresh = listed.stream().filter(id -> !read.contains(id)).toList();
        IndexLoader.readInto(known, files, fresh);
        read.addAll(fresh);
    }
}
