package dev.jangada.etcd.storage.bolt;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A place among the records of a bucket. Not safe for several threads. */
public final class Cursor {

    private final Bucket bucket;
    private int leaf;
    private @Nullable Page page;
    private int element;

    Cursor(Bucket bucket, int leaf, int element) {
        this.bucket = bucket;
        this.leaf = leaf;
        this.element = element;
        this.page = bucket.leaves() == 0 ? null : checked(leaf);
        skipEmpty();
    }

    private Page checked(int i) {
        return bucket.file().read(() -> {
            Page at = bucket.leaf(i);
            at.check();
            return at;
        });
    }

    private void skipEmpty() {
        while (page != null && element >= page.count() && leaf + 1 < bucket.leaves()) {
            page = checked(++leaf);
            element = 0;
        }
    }

    /** Whether there is a record here; if not, there is none behind it either. */
    public boolean valid() {
        return page != null && element < page.count();
    }

    /** Goes to the next record. */
    public void next() {
        element++;
        skipEmpty();
    }

    /** The key, in the mapped file. */
    public MemorySegment key() {
        return bucket.file().bytes().asSlice(page().keyStart(element), page().keyLength(element));
    }

    /** The value, in the mapped file. */
    public MemorySegment value() {
        return bucket.file()
                .bytes()
                .asSlice(page().keyStart(element) + page().keyLength(element), page().valueLength(element));
    }

    /** The page where the record lies. */
    public Page page() {
        return Objects.requireNonNull(page, "no record here");
    }

    /** Which element of the page the record is. */
    public int element() {
        return element;
    }
}
