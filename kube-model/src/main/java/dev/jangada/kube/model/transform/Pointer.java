package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A place in an object, RFC 6901: {@code /spec/containers/0/image}. As in Velero a negative number counts from the end of
 * a list, {@code -1} being its last item.
 *
 * @param text as it was written
 * @param steps the names and numbers on the way, at least one
 */
record Pointer(String text, List<String> steps) {

    private static final Pattern INDEX = Pattern.compile("-?(?:0|[1-9][0-9]{0,8})");

    /**
     * Reads a pointer to something inside an object.
     *
     * @throws Problem if it does not begin with a slash, or has a {@code ~} that escapes nothing
     */
    static Pointer of(String text) {
        if (!text.startsWith("/") || text.replace("~0", "").replace("~1", "").contains("~")) {
            throw new Problem(ExitCode.USAGE, TransformMessage.BAD_PATH, text);
        }
        var steps = new ArrayList<String>();
        for (String step : text.substring(1).split("/", -1)) {
            steps.add(step.replace("~1", "/").replace("~0", "~"));
        }
        return new Pointer(text, List.copyOf(steps));
    }

    String last() {
        return steps.getLast();
    }

    /** What holds the place; missing if that is not there. */
    JsonNode holder(JsonNode root) {
        JsonNode at = root;
        for (String step : steps.subList(0, steps.size() - 1)) {
            at = step(at, step);
        }
        return at;
    }

    /** What is there; missing if nothing is. */
    JsonNode value(JsonNode root) {
        return step(holder(root), last());
    }

    private static JsonNode step(JsonNode at, String step) {
        return switch (at) {
            case ObjectNode map -> map.path(step);
            case ArrayNode list -> list.path(index(list, step));
            default -> MissingNode.getInstance();
        };
    }

    /** The number of an item that is there, or the length of the list if there is none. */
    static int index(ArrayNode list, String step) {
        int index = number(step, list.size());
        return index < 0 ? list.size() : index;
    }

    /** Where in a list of the length an item goes; -1 if nowhere. */
    static int number(String step, int length) {
        if (!INDEX.matcher(step).matches()) {
            return -1;
        }
        int number = Integer.parseInt(step);
        int index = number < 0 ? number + length : number;
        return index < 0 || index > length ? -1 : index;
    }
}
