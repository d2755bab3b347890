package dev.jangada.kube.dump;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where the objects of one kind lie, 26 bytes per object: file, offset, length, type, and a hash of namespace and name
 * to find one by. Names are read from the object itself when two hashes are equal.
 */
final class ObjectIndex {

    private static final int OFFSET_BITS = 56;

    private final List<DumpFile> files;
    private final List<DocumentReader.Type> types = new ArrayList<>();
    private long[] place = new long[16];
    private int[] length = new int[16];
    private long[] hash = new long[16];
    private short[] type = new short[16];
    private int[] byHash = {};
    private int size;
    private int repeated;
    private boolean namespaced;

    ObjectIndex(List<DumpFile> files) {
        this.files = files;
    }

    void add(int file, DocumentReader.Type of, String namespace, String name, long at, int bytes) {
        if (size == place.length) {
            int room = size + (size >> 1);
            place = Arrays.copyOf(place, room);
            length = Arrays.copyOf(length, room);
            hash = Arrays.copyOf(hash, room);
            type = Arrays.copyOf(type, room);
        }
        int known = types.indexOf(of);
        if (known < 0) {
            known = types.size();
            types.add(of);
        }
        place[size] = ((long) file << OFFSET_BITS) | at;
        length[size] = bytes;
        hash[size] = hash(namespace, name);
        type[size] = (short) known;
        size++;
        namespaced |= !namespace.isEmpty();
    }

    /**
     * Ends the adding.
     *
     * @throws Problem if an object is here twice with different content
     */
    void seal() {
        place = Arrays.copyOf(place, size);
        length = Arrays.copyOf(length, size);
        type = Arrays.copyOf(type, size);
        hash = Arrays.copyOf(hash, size);
        byHash = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(i -> hash[i]).thenComparingInt(i -> i))
                .mapToInt(i -> i)
                .toArray();
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size && hash[byHash[j]] == hash[byHash[i]]; j++) {
                compare(byHash[i], byHash[j]);
            }
        }
    }

    /** The old script wrote a volume once per namespace: the same object again is one object. */
    private void compare(int first, int second) {
        if (length[first] == 0 || length[second] == 0) {
            return;
        }
        KubeObject one = object(first);
        KubeObject other = object(second);
        if (!one.key().equals(other.key())) {
            return;
        }
        if (!one.tree().equals(other.tree())) {
            throw new Problem(
                    ExitCode.CORRUPT,
                    DumpMessage.TWICE,
                    one.key(),
                    file(first).path(),
                    file(first).line(offset(first)),
                    file(second).path(),
                    file(second).line(offset(second)));
        }
        length[second] = 0;
        repeated++;
    }

    /** How many objects there are, each counted once. */
    int objects() {
        return size - repeated;
    }

    /** How many times an object was there again. */
    int repeated() {
        return repeated;
    }

    boolean namespaced() {
        return namespaced;
    }

    /** The types the objects have, the most frequent first. */
    List<DocumentReader.Type> types() {
        var counts = new long[types.size()];
        for (int i = 0; i < size; i++) {
            counts[type[i]]++;
        }
        return IntStream.range(0, types.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(i -> -counts[i]).thenComparingInt(i -> i))
                .map(types::get)
                .toList();
    }

    /** How many places there are, including those of repeated objects. */
    int places() {
        return size;
    }

    /** The object at a place, or empty if it is the repetition of another one. */
    Optional<KubeObject> at(int i) {
        return length[i] == 0 ? Optional.empty() : Optional.of(object(i));
    }

    Optional<KubeObject> find(String namespace, String name) {
        long wanted = hash(namespace, name);
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (hash[byHash[middle]] < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low; i < size && hash[byHash[i]] == wanted; i++) {
            Optional<KubeObject> object = at(byHash[i])
                    .filter(one ->
                            one.namespace().equals(namespace) && one.name().equals(name));
            if (object.isPresent()) {
                return object;
            }
        }
        return Optional.empty();
    }

    private KubeObject object(int i) {
        DocumentReader.Type of = types.get(type[i]);
        return KubeObject.of(of.apiVersion(), of.kind(), file(i).read(offset(i), length[i]));
    }

    private DumpFile file(int i) {
        return files.get((int) (place[i] >>> OFFSET_BITS));
    }

    private long offset(int i) {
        return place[i] & ((1L << OFFSET_BITS) - 1);
    }

    /** FNV-1a of 64 bits over the characters. */
    private static long hash(String namespace, String name) {
        long sum = 0xcbf29ce484222325L;
        for (int i = 0; i < namespace.length(); i++) {
            sum = (sum ^ namespace.charAt(i)) * 0x100000001b3L;
        }
        sum = (sum ^ '/') * 0x100000001b3L;
        for (int i = 0; i < name.length(); i++) {
            sum = (sum ^ name.charAt(i)) * 0x100000001b3L;
        }
        return sum;
    }
}
