package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Nearest;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Message;
import dev.jangada.problem.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A map of a rules file, read strictly: what it does not know it refuses, so that a slip of the pen is not taken for
 * silence.
 *
 * @param name what the map is called in the file
 * @param map its fields
 */
record Part(String name, ObjectNode map) {

    /**
     * The map under a name.
     *
     * @param known every field that it may have
     * @throws Problem if it is no map or has another field
     */
    static Part of(String name, JsonNode value, List<String> known) {
        if (!(value instanceof ObjectNode map)) {
            throw new Problem(ExitCode.USAGE, TransformMessage.NOT_A_MAP, name);
        }
        map.propertyStream()
                .map(Map.Entry::getKey)
                .filter(field -> !known.contains(field))
                .findFirst()
                .ifPresent(field -> {
                    String near = Nearest.of(field, known.stream()).orElse(String.join(", ", known));
                    throw new Problem(ExitCode.USAGE, TransformMessage.UNKNOWN_FIELD, name, field, near);
                });
        return new Part(name, map);
    }

    /** The text in a field, empty if there is none; numbers and booleans are texts too, as in Velero. */
    String text(String field) {
        return text(field, map.path(field));
    }

    /** The text in a field that must not be empty. */
    String required(String field) {
        String text = text(field);
        if (text.isEmpty()) {
            throw new Problem(ExitCode.USAGE, TransformMessage.FIELD_MISSING, name, field);
        }
        return text;
    }

    /** The map in a field, if there is one. */
    Optional<Part> part(String field, List<String> known) {
        return isAbsent(field) ? Optional.empty() : Optional.of(of(field, map.path(field), known));
    }

    /** The maps in a list. */
    List<Part> parts(String field, List<String> known) {
        return list(field).stream().map(item -> of(field, item, known)).toList();
    }

    /** The texts in a list. */
    List<String> texts(String field) {
        return list(field).stream().map(item -> text(field, item)).toList();
    }

    /** A map of texts. */
    Map<String, String> textMap(String field) {
        var texts = new LinkedHashMap<String, String>();
        if (!isAbsent(field)) {
            if (!(map.path(field) instanceof ObjectNode inside)) {
                throw new Problem(ExitCode.USAGE, TransformMessage.NOT_A_MAP, field);
            }
            inside.propertyStream().forEach(entry -> texts.put(entry.getKey(), text(entry.getKey(), entry.getValue())));
        }
        return texts;
    }

    private List<JsonNode> list(String field) {
        if (isAbsent(field)) {
            return List.of();
        }
        if (!(map.path(field) instanceof ArrayNode list)) {
            throw wrong(TransformMessage.NOT_A_LIST, field);
        }
        return new ArrayList<>(list.valueStream().toList());
    }

    private boolean isAbsent(String field) {
        return map.path(field).isMissingNode() || map.path(field).isNull();
    }

    private static String text(String field, JsonNode value) {
        if (value.isContainerNode()) {
            throw wrong(TransformMessage.NOT_A_TEXT, field);
        }
        if (value.isNumber()) {
            BigDecimal number = value.decimalValue();
            return number.toPlainString();
        }
        return value.isNull() ? "" : value.asText();
    }

    private static Problem wrong(Message message, String field) {
        return new Problem(ExitCode.USAGE, message, field);
    }
}
