package dev.jangada.repository.index;

import dev.jangada.repository.crypto.SealingKey;
import dev.jangada.repository.format.Blob;
import dev.jangada.repository.format.BlobType;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.PackedBlob;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/**
 * Which blob lies in which pack, for the whole repository: what index files say that are durably stored. Can be used from several
 * threads at once. 60 to 64 bytes a blob, and once in a while, for a moment, four to eight more; a blob can lie in several packs.
 */
public final class MasterIndex {

    private static final int NONE = -1;
    /** An id is so many longs. */
    private static final int WORDS = 4;

    private static final int FIELDS = 6;
    private static final int PACK = 0;
    private static final int OFFSET = 1;
    private static final int LENGTH = 2;
    private static final int PLAIN_LENGTH = 3;
    /** The next entry with the same hash. */
    private static final int NEXT = 4;
    /** The entry of the same pack that was added before. */
    private static final int BEFORE_IN_PACK = 5;

    /** Entries come in pages, because one array that grows needs its own length again, and stays half empty. */
    private static final int PAGE_BITS = 12;

    private static final int PAGE = 1 << PAGE_BITS;

    private final List<long[]> ids = new ArrayList<>();
    private final List<int[]> fields = new ArrayList<>();
    private int[] heads = new int[PAGE];
    private int count;

    private final List<Id> packs = new ArrayList<>();
    private final Map<Id, Integer> packNumbers = new HashMap<>();
    private int[] lastInPack = new int[64];

    /** An index that knows nothing. */
    public MasterIndex() {
        Arrays.fill(heads, NONE);
    }

    /** Adds a pack. A pack that is known already gets the blobs that are new for it. */
    public synchronized void add(Id pack, List<PackedBlob> blobs) {
        Integer known = packNumbers.get(pack);
        int number = known == null ? newPack(pack) : known;
        for (PackedBlob packed : blobs) {
            if (known == null || !isThere(number, packed)) {
                addEntry(number, packed);
            }
        }
    }

    private int newPack(Id pack) {
        int number = packs.size();
        packs.add(pack);
        packNumbers.put(pack, number);
        if (number == lastInPack.length) {
            lastInPack = Arrays.copyOf(lastInPack, number * 2);
        }
        lastInPack[number] = NONE;
        return number;
    }

    private boolean isThere(int pack, PackedBlob packed) {
        for (int at = first(packed.blob()); at != NONE; at = following(at, packed.blob())) {
            if (field(at, PACK) == pack && field(at, OFFSET) == (int) packed.offset()) {
                return true;
            }
        }
        return false;
    }

    private void addEntry(int pack, PackedBlob packed) {
        if (count == ids.size() * PAGE) {
            ids.add(new long[PAGE * WORDS]);
            fields.add(new int[PAGE * FIELDS]);
        }
        if (count == heads.length) {
            rehash();
        }
        Id id = packed.blob().id();
        long[] words = ids.get(count >>> PAGE_BITS);
        int at = (count & PAGE - 1) * WORDS;
        words[at] = id.a();
        words[at + 1] = id.b();
        words[at + 2] = id.c();
        words[at + 3] = id.d();
        int slot = slot(id.a());
        set(count, PACK, pack);
        set(count, OFFSET, Math.toIntExact(packed.offset()));
        // The type hides in the sign.
        set(count, LENGTH, packed.blob().type() == BlobType.DATA ? packed.length() : ~packed.length());
        set(count, PLAIN_LENGTH, packed.plainLength());
        set(count, NEXT, heads[slot]);
        set(count, BEFORE_IN_PACK, lastInPack[pack]);
        heads[slot] = count;
        lastInPack[pack] = count;
        count++;
    }

    private int field(int entry, int field) {
        return fields.get(entry >>> PAGE_BITS)[(entry & PAGE - 1) * FIELDS + field];
    }

    private void set(int entry, int field, int value) {
        fields.get(entry >>> PAGE_BITS)[(entry & PAGE - 1) * FIELDS + field] = value;
    }

    private Id id(int entry) {
        long[] words = ids.get(entry >>> PAGE_BITS);
        int at = (entry & PAGE - 1) * WORDS;
        return new Id(words[at], words[at + 1], words[at + 2], words[at + 3]);
    }

    private boolean isOf(int entry, Blob blob) {
        Id id = blob.id();
        long[] words = ids.get(entry >>> PAGE_BITS);
        int at = (entry & PAGE - 1) * WORDS;
        return words[at] == id.a()
                && words[at + 1] == id.b()
                && words[at + 2] == id.c()
                && words[at + 3] == id.d()
                && field(entry, LENGTH) >= 0 == (blob.type() == BlobType.DATA);
    }

    private void rehash() {
        heads = new int[heads.length * 2];
        Arrays.fill(heads, NONE);
        for (int entry = 0; entry < count; entry++) {
            int slot = slot(ids.get(entry >>> PAGE_BITS)[(entry & PAGE - 1) * WORDS]);
            set(entry, NEXT, heads[slot]);
            heads[slot] = entry;
        }
    }

    private int slot(long beginning) {
        return (int) beginning & heads.length - 1;
    }

    private int first(Blob blob) {
        return matching(heads[slot(blob.id().a())], blob);
    }

    private int following(int entry, Blob blob) {
        return matching(field(entry, NEXT), blob);
    }

    private int matching(int from, Blob blob) {
        int at = from;
        while (at != NONE && !isOf(at, blob)) {
            at = field(at, NEXT);
        }
        return at;
    }

    private PackedBlob packed(int entry) {
        int length = field(entry, LENGTH);
        Blob blob = length >= 0 ? Blob.data(id(entry)) : Blob.tree(id(entry));
        return new PackedBlob(blob, field(entry, OFFSET), length >= 0 ? length : ~length, field(entry, PLAIN_LENGTH));
    }

    /** Whether a blob is in the repository. */
    public synchronized boolean contains(Blob blob) {
        return first(blob) != NONE;
    }

    /** Where a blob lies; the place that was added last comes first. */
    public synchronized List<PackedIn> find(Blob blob) {
        var found = new ArrayList<PackedIn>(1);
        for (int at = first(blob); at != NONE; at = following(at, blob)) {
            found.add(new PackedIn(packs.get(field(at, PACK)), packed(at)));
        }
        return found;
    }

    /**
     * A number of a blob, below {@link #size}, that stays the same; -1 if it is not known. Of a blob that lies in several packs it
     * stands for the place that {@link #find} names first at this moment.
     */
    public synchronized int ordinal(Blob blob) {
        return first(blob);
    }

    /** How long a blob is when it is plain, in bytes. */
    public synchronized OptionalInt plainLength(Blob blob) {
        int at = first(blob);
        if (at == NONE) {
            return OptionalInt.empty();
        }
        PackedBlob packed = packed(at);
        return OptionalInt.of(packed.isCompressed() ? packed.plainLength() : packed.length() - SealingKey.OVERHEAD);
    }

    /** How many blobs are known, those that lie in several packs counted as often. */
    public synchronized int size() {
        return count;
    }

    /** The ids of all packs. */
    public synchronized List<Id> packs() {
        return List.copyOf(packs);
    }

    /** Whether a pack is known. */
    public synchronized boolean knows(Id pack) {
        return packNumbers.containsKey(pack);
    }

    /** The blobs of a pack in the order in which they lie; empty if it is not known. */
    public synchronized List<PackedBlob> blobs(Id pack) {
        Integer number = packNumbers.get(pack);
        var blobs = new ArrayList<PackedBlob>();
        if (number != null) {
            for (int at = lastInPack[number]; at != NONE; at = field(at, BEFORE_IN_PACK)) {
                blobs.add(packed(at));
            }
            blobs.sort(Comparator.comparingLong(PackedBlob::offset));
        }
        return blobs;
    }

    /** Tells every pack with its blobs. What is added meanwhile may or may not be told. */
    public void forEachPack(BiConsumer<Id, List<PackedBlob>> consumer) {
        for (Id pack : packs()) {
            consumer.accept(pack, blobs(pack));
        }
    }
}
