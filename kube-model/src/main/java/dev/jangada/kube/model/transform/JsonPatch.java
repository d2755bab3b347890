package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.List;
import java.util.Locale;

/**
 * A JSON Patch, RFC 6902. Written here and not taken from a library because a test that fails must be told from a patch
 * that cannot be applied, and because what a library says about a failure repeats values, which may be secrets.
 *
 * @param operations what to do, in this order
 */
record JsonPatch(List<Operation> operations) {

    /** What RFC 6902 knows. */
    enum Verb {
        ADD,
        REMOVE,
        REPLACE,
        MOVE,
        COPY,
        TEST;

        boolean takesFrom() {
            return this == MOVE || this == COPY;
        }
    }

    /**
     * One operation.
     *
     * @param path where
     * @param from where from, for a move or a copy; else the path
     * @param value what, for an addition, a replacement or a test
     */
    record Operation(Verb verb, Pointer path, Pointer from, JsonNode value) {

        static Operation test(Pointer path, JsonNode value) {
            return new Operation(Verb.TEST, path, path, value);
        }

        /** Whether what is there is the value. As in Velero a field that is absent is null, if what would hold it is there. */
        boolean holds(JsonNode root) {
            JsonNode there = path.value(root);
            if (there.isMissingNode()) {
                return value.isNull() && path.holder(root) instanceof ObjectNode;
            }
            return there.equals(JsonPatch::compare, value);
        }
    }

    JsonPatch {
        operations = List.copyOf(operations);
    }

    /**
     * Applies the patch in place.
     *
     * @return whether every test held; if not, the tree is half changed
     * @throws Problem if an operation names a place that is not there
     */
    boolean apply(ObjectNode tree) {
        for (Operation operation : operations) {
            switch (operation.verb) {
                case ADD -> add(tree, operation, operation.value.deepCopy());
                case REMOVE -> remove(tree, operation, operation.path);
                case REPLACE -> replace(tree, operation);
                // The value is taken away first: so a move into itself finds no place to go to.
                case MOVE -> add(tree, operation, remove(tree, operation, operation.from));
                case COPY ->
                    add(tree, operation, there(tree, operation, operation.from).deepCopy());
                case TEST -> {
                    if (!operation.holds(tree)) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static void add(ObjectNode tree, Operation operation, JsonNode value) {
        String last = operation.path.last();
        switch (operation.path.holder(tree)) {
            case ObjectNode map -> map.set(last, value);
            case ArrayNode list when last.equals("-") -> list.add(value);
            case ArrayNode list -> {
                // From the end counts with the new item in it, so that -1 is behind the last one.
                boolean fromEnd = last.startsWith("-");
                int index = Pointer.number(last, list.size() + (fromEnd ? 1 : 0));
                if (index < 0) {
                    throw nothingAt(operation, operation.path);
                }
                list.insert(index, value);
            }
            default -> throw nothingAt(operation, operation.path);
        }
    }

    private static JsonNode remove(ObjectNode tree, Operation operation, Pointer path) {
        JsonNode there = there(tree, operation, path);
        switch (path.holder(tree)) {
            case ObjectNode map -> map.remove(path.last());
            case ArrayNode list -> list.remove(Pointer.index(list, path.last()));
            default -> throw nothingAt(operation, path);
        }
        return there;
    }

    private static void replace(ObjectNode tree, Operation operation) {
        there(tree, operation, operation.path);
        switch (operation.path.holder(tree)) {
            case ObjectNode map -> map.set(operation.path.last(), operation.value.deepCopy());
            case ArrayNode list -> list.set(Pointer.index(list, operation.path.last()), operation.value.deepCopy());
            default -> throw nothingAt(operation, operation.path);
        }
    }

    private static JsonNode there(ObjectNode tree, Operation operation, Pointer path) {
        JsonNode there = path.value(tree);
        if (there.isMissingNode()) {
            throw nothingAt(operation, path);
        }
        return there;
    }

    private static Problem nothingAt(Operation operation, Pointer path) {
        String verb = operation.verb.name().toLowerCase(Locale.ROOT);
        return new Problem(ExitCode.FAILED, TransformMessage.NOTHING_AT, verb, path.text());
    }

    /** RFC 6902, 4.6: numbers are equal if their values are. */
    static int compare(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue());
        }
        return a.equals(b) ? 0 : 1;
    }
}
