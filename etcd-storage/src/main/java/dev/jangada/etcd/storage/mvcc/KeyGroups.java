package dev.jangada.etcd.storage.mvcc;

import dev.jangada.etcd.storage.bolt.BoltFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keys that begin alike: up to and with the last slash, as files in a directory. Whoever wants few of many keys need put
 * only their group in order. Keys of one group follow one another in the order of all keys; one that does not fit into that,
 * because a directory lies beside it, is a group of its own.
 *
 * @param records the keys' records, group by group; without order within one
 * @param starts where each group begins in {@code records}, and last where they end
 * @param beginnings what all keys of a group begin with
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, and never compared
record KeyGroups(long[] records, int[] starts, List<Beginning> beginnings) {

    /** What the keys of a group begin with if there is one only. */
    static final Beginning ALL = new Beginning(new byte[0], false);

    /**
     * What keys begin with.
     *
     * @param bytes the beginning
     * @param whole whether it is the whole of a key that is a group of its own
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by hand
    record Beginning(byte[] bytes, boolean whole) {

        boolean begins(byte[] key) {
            return bytes.length <= key.length && Arrays.equals(bytes, 0, bytes.length, key, 0, bytes.length);
        }
    }

    /** Groups the keys that exist; what has found them is empty afterwards. */
    static KeyGroups of(BoltFile file, NewestRecords newest, GroupFinder finder) {
        if (finder.useless()) {
            return one(newest);
        }
        List<Beginning> found = new ArrayList<>(finder.found());
        int[] sizes = new int[found.size()];
        newest.forEachPut(false, (record, group) -> sizes[group]++);
        int[] order = order(found, sizes);
        boolean[] nested = nested(found, order);
        long alone = 0;
        for (int group = 0; group < sizes.length; group++) {
            alone += nested[group] ? sizes[group] : 0;
        }
        if (alone > GroupFinder.MOST) {
            return one(newest);
        }
        if (alone == 0) {
            return placed(newest, found, sizes, order, nested);
        }
        int[] withAlone = Arrays.copyOf(sizes, sizes.length + (int) alone);
        var view = new RecordView(file);
        newest.forEachPut(false, (record, group) -> {
            if (nested[group]) {
                view.require(record);
                withAlone[found.size()] = 1;
                found.add(new Beginning(file.copy(view.keyStart, view.keyLength), true));
                withAlone[group] = 0;
            }
        });
        return placed(newest, found, withAlone, order(found, withAlone), nested);
    }

    private static KeyGroups one(NewestRecords newest) {
        long[] records = newest.puts(false);
        return new KeyGroups(records, new int[] {0, records.length}, List.of(ALL));
    }

    private static KeyGroups placed(
            NewestRecords newest, List<Beginning> found, int[] sizes, int[] order, boolean[] nested) {
        int[] starts = new int[order.length + 1];
        int[] next = new int[sizes.length];
        for (int i = 0; i < order.length; i++) {
            next[order[i]] = starts[i];
            starts[i + 1] = Math.addExact(starts[i], sizes[order[i]]);
        }
        long[] records = new long[starts[order.length]];
        // Those that are alone were numbered in this order.
        int[] alone = {nested.length};
        newest.forEachPut(true, (record, group) -> records[next[nested[group] ? alone[0]++ : group]++] = record);
        return new KeyGroups(
                records, starts, Arrays.stream(order).mapToObj(found::get).toList());
    }

    /** Which groups have others within them. */
    private static boolean[] nested(List<Beginning> found, int[] order) {
        boolean[] nested = new boolean[found.size()];
        for (int i = 0; i + 1 < order.length; i++) {
            nested[order[i]] = found.get(order[i]).begins(found.get(order[i + 1]).bytes);
        }
        return nested;
    }

    /** The numbers of the groups that have keys, in the order of those. */
    private static int[] order(List<Beginning> found, int[] sizes) {
        List<Integer> order = new ArrayList<>();
        for (int group = 0; group < found.size(); group++) {
            if (sizes[group] > 0) {
                order.add(group);
            }
        }
        order.sort((one, other) -> Arrays.compareUnsigned(found.get(one).bytes, found.get(other).bytes));
        return order.stream().mapToInt(Integer::intValue).toArray();
    }
}
