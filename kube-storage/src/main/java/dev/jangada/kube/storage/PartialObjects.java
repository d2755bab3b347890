package dev.jangada.kube.storage;

import dev.jangada.kube.model.ObjectKey;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Objects of which something is not in their JSON. Names and counts only; keeps the keys of the first 10 000 objects.
 * Safe for use by several threads.
 */
public final class PartialObjects {

    private static final int MOST = 10_000;

    private final Set<ObjectKey> objects = new LinkedHashSet<>();
    private final Map<String, Long> causes = new TreeMap<>();
    private long count;

    PartialObjects() {}

    synchronized void note(StoredObject object) {
        if (!object.partial()) {
            return;
        }
        ObjectKey key = object.object().key();
        if (objects.contains(key)) {
            return;
        }
        count++;
        if (objects.size() < MOST) {
            objects.add(key);
        }
        if (!object.knownKind()) {
            causes.merge(object.object().apiVersion() + " " + object.object().kind(), 1L, Long::sum);
        } else {
            object.unknown().stream()
                    .map(Object::toString)
                    .distinct()
                    .forEach(field -> causes.merge(field, 1L, Long::sum));
        }
    }

    /** How many there are; beyond 10 000 one that is read twice counts twice. */
    public synchronized long count() {
        return count;
    }

    /** Whether an object is one of them, as far as their keys are kept. */
    public synchronized boolean contains(ObjectKey key) {
        return objects.contains(key);
    }

    /** The first 10 000 of them, in the order in which they were read. */
    public synchronized Set<ObjectKey> objects() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(objects));
    }

    /** What is unknown and in how many objects: {@code core/v1.PodSpec field 77}, or a kind as {@code GROUP/VERSION Kind}. */
    public synchronized Map<String, Long> causes() {
        return Map.copyOf(causes);
    }
}
