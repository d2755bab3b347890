package dev.jangada.etcd.storage.mvcc;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/** Numbers what keys begin with, up to and with their last slash, while many threads go over the keys. */
final class GroupFinder {

    /** So many groups cost as much as they save; keys need not look like paths at all. */
    static final int MOST = 1 << 17;

    /** Bytes of all that is kept of keys. */
    private static final int MOST_BYTES = 16 << 20;

    private static final int STRIPES = 64;

    /** Keys that are longer, and not in a copy of their page, are not worth to be looked at. */
    private static final int LONGEST = 4096;

    private static final byte SLASH = '/';
    private static final long SLASHES = 0x2f2f2f2f2f2f2f2fL;
    private static final long LOW_BITS = 0x7f7f7f7f7f7f7f7fL;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final MemorySegment map;
    private final Stripe[] stripes = new Stripe[STRIPES];
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger room = new AtomicInteger(MOST_BYTES);
    private final long seed = ThreadLocalRandom.current().nextLong();
    private volatile boolean useless;

    /** For keys in a map. */
    GroupFinder(MemorySegment map) {
        this.map = map;
        Arrays.setAll(stripes, i -> new Stripe());
    }

    /** Whether there are so many groups, or so long ones, that they are of no use. */
    boolean useless() {
        return useless;
    }

    /** The groups, in the order of their numbers. */
    List<KeyGroups.Beginning> found() {
        var all = new KeyGroups.Beginning[count.get()];
        for (Stripe stripe : stripes) {
            stripe.known.forEach(each -> all[each.id] = new KeyGroups.Beginning(each.bytes, false));
        }
        return Arrays.asList(all);
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by hand
    private record Known(byte[] bytes, long hash, int id) {}

    /** The part of the groups whose hashes end alike. */
    private static final class Stripe {
        private final List<Known> known = new ArrayList<>();

        /** Places in the list, from 1, where their hash leads. */
        private int[] slots = new int[64];
    }

    /** One thread's view. */
    final class Cursor {

        private byte[] last = new byte[0];
        private int lastId = -1;

        /** The number of the group of the key that a scan is at. */
        int find(LeafScan scan) {
            byte[] bytes = scan.key;
            int from = scan.keyAt;
            int length;
            if (bytes == null) {
                if (scan.keyLength > LONGEST) {
                    useless = true;
                    return 0;
                }
                bytes = map.asSlice(scan.keyStart, scan.keyLength).toArray(ValueLayout.JAVA_BYTE);
                from = 0;
            }
            length = directory(bytes, from, scan.keyLength);
            // Neighbours in the file were often written together.
            if (lastId < 0 || !Arrays.equals(last, 0, last.length, bytes, from, from + length)) {
                Known found = number(bytes, from, length);
                last = found.bytes;
                lastId = found.id;
            }
            return lastId;
        }
    }

    /** Bytes up to and with the last slash, which is looked for in eight bytes at a time. */
    private static int directory(byte[] bytes, int from, int keyLength) {
        int length = keyLength;
        for (; length >= 8; length -= 8) {
            long word = (long) WORDS.get(bytes, from + length - 8) ^ SLASHES;
            // The highest bit of each byte that is zero now.
            long zeros = ~((word & LOW_BITS) + LOW_BITS | word | LOW_BITS);
            if (zeros != 0) {
                return length - Long.numberOfLeadingZeros(zeros) / 8;
            }
        }
        while (length > 0 && bytes[from + length - 1] != SLASH) {
            length--;
        }
        return length;
    }

    private Known number(byte[] bytes, int from, int length) {
        long hash = KeyHash.of(bytes, from, length, seed);
        Stripe stripe = stripes[(int) (hash >>> 32) & STRIPES - 1];
        synchronized (stripe) {
            if (stripe.known.size() * 2 >= stripe.slots.length) {
                grow(stripe);
            }
            int mask = stripe.slots.length - 1;
            int at = (int) hash & mask;
            for (; stripe.slots[at] != 0; at = at + 1 & mask) {
                Known other = stripe.known.get(stripe.slots[at] - 1);
                if (other.hash == hash
                        && Arrays.equals(other.bytes, 0, other.bytes.length, bytes, from, from + length)) {
                    return other;
                }
            }
            if (useless || count.get() >= MOST || room.addAndGet(-length) < 0) {
                useless = true;
                return new Known(new byte[0], 0, 0);
            }
            var group = new Known(Arrays.copyOfRange(bytes, from, from + length), hash, count.getAndIncrement());
            stripe.known.add(group);
            stripe.slots[at] = stripe.known.size();
            return group;
        }
    }

    private static void grow(Stripe stripe) {
        int mask = stripe.slots.length * 2 - 1;
        stripe.slots = new int[mask + 1];
        for (int i = 0; i < stripe.known.size(); i++) {
            int at = (int) stripe.known.get(i).hash & mask;
            while (stripe.slots[at] != 0) {
                at = at + 1 & mask;
            }
            stripe.slots[at] = i + 1;
        }
    }
}
