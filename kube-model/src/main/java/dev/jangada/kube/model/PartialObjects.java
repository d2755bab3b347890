package dev.jangada.kube.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which objects of one kind are less than what was stored ({@link KubeObject#missing()}), as it is kept beside them where
 * objects are written: in a document of JSON as {@code partial}, how many, and {@code partialObjects[]}, which.
 *
 * @param count how many
 * @param named what each of the first {@link #MOST} of them lacks
 */
public record PartialObjects(long count, Map<Name, List<String>> named) {

    /** So many are named; if there are more, whoever reads the objects must take each other one of the kind for partial. */
    public static final int MOST = 10_000;

    /** All objects are whole. */
    public static final PartialObjects NONE = new PartialObjects(0, Map.of());

    /** What is missing in an object that may be one of those without a name. */
    public static final String UNKNOWN = "not recorded what";

    /** So much of what one object lacks is kept. */
    private static final int MOST_OF_ONE = 20;

    private static final String COUNT = "partial";
    private static final String OBJECTS = "partialObjects";

    public PartialObjects {
        named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    }

    /**
     * An object among those of its kind.
     *
     * @param namespace the namespace, empty for a cluster-scoped object
     */
    public record Name(String namespace, String name) {}

    /** Notes objects as they are written. Not for several threads at a time. */
    public static final class Notes {

        private final Map<Name, List<String>> named = new LinkedHashMap<>();
        private long count;

        /** Nothing noted yet. */
        public Notes() {}

        /** Notes an object, if it is partial. */
        public void note(KubeObject object) {
            note(object.namespace(), object.name(), object.missing());
        }

        /**
         * Notes an object, if it is partial.
         *
         * @param missing what it lacks, empty if it is whole
         */
        public void note(String namespace, String name, List<String> missing) {
            if (missing.isEmpty()) {
                return;
            }
            count++;
            if (named.size() < MOST) {
                named.put(
                        new Name(namespace, name),
                        missing.stream().limit(MOST_OF_ONE).toList());
            }
        }

        /** What was noted. */
        public PartialObjects finish() {
            return count == 0 ? NONE : new PartialObjects(count, named);
        }
    }

    /** The object, marked if it is one of these or may be one that has no name here. */
    public KubeObject mark(KubeObject object) {
        if (count == 0) {
            return object;
        }
        List<String> missing = named.get(new Name(object.namespace(), object.name()));
        if (missing != null) {
            return object.lacking(missing);
        }
        return count > named.size() ? object.lacking(List.of(UNKNOWN)) : object;
    }

    /** What is missing, in how many of the named objects; the most frequent first. */
    public List<String> causes() {
        var counts = new TreeMap<String, Long>();
        named.values().forEach(missing -> missing.forEach(each -> counts.merge(each, 1L, Long::sum)));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Adds the two fields; none if all objects are whole. */
    public void writeTo(ObjectNode json) {
        if (count == 0) {
            return;
        }
        json.put(COUNT, count);
        ArrayNode objects = json.putArray(OBJECTS);
        named.forEach((name, missing) -> {
            ObjectNode object = objects.addObject();
            if (!name.namespace().isEmpty()) {
                object.put("namespace", name.namespace());
            }
            object.put("name", name.name());
            missing.forEach(object.putArray("missing")::add);
        });
    }

    /** Reads the two fields. */
    public static PartialObjects of(JsonNode json) {
        long count = json.path(COUNT).asLong();
        if (count == 0) {
            return NONE;
        }
        var named = new LinkedHashMap<Name, List<String>>();
        for (JsonNode object : json.path(OBJECTS)) {
            var missing = new ArrayList<String>();
            object.path("missing").forEach(each -> missing.add(each.asText()));
            named.put(
                    new Name(
                            object.path("namespace").asText(""),
                            object.path("name").asText("")),
                    missing.isEmpty() ? List.of(UNKNOWN) : List.copyOf(missing));
        }
        return new PartialObjects(count, named);
    }
}
