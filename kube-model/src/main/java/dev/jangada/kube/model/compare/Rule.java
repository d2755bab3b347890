package dev.jangada.kube.model.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** What happens to one value on the way to the normal form. */
@FunctionalInterface
interface Rule {

    /**
     * Applies the rule.
     *
     * @param value the value, not missing
     * @param beside the object or list that holds it
     * @return the value in its stead; missing if none is to be there
     */
    JsonNode apply(JsonNode value, JsonNode beside);

    /**
     * Absent is the same as a value.
     *
     * @param where what the object must be like that holds it
     */
    record Default(JsonNode filledIn, Predicate<JsonNode> where) implements Rule {
        @Override
        public JsonNode apply(JsonNode value, JsonNode beside) {
            return value.equals(filledIn) && where.test(beside) ? MissingNode.getInstance() : value;
        }
    }

    /**
     * The rule of a word of the table.
     *
     * @param argument what stands behind the word
     */
    static Rule of(String word, String argument) {
        return switch (word) {
            case "drop" -> (value, beside) -> MissingNode.getInstance();
            case "drop-unless" -> {
                JsonNode wish = json(argument);
                yield (value, beside) -> value.equals(wish) ? value : MissingNode.getInstance();
            }
            case "drop-with" -> (value, beside) -> beside.has(argument) ? MissingNode.getInstance() : value;
            case "drop-without" ->
                (value, beside) -> beside.path(argument).asBoolean() ? value : MissingNode.getInstance();
            case "drop-item" -> {
                String[] parts = argument.split("=", 2);
                Glob glob = Glob.of(parts[1]);
                yield (value, beside) ->
                        glob.matches(value.path(parts[0]).asText()) ? MissingNode.getInstance() : value;
            }
            case "default" -> new Default(json(argument), beside -> true);
            case "default-with" -> conditional(argument, true);
            case "default-without" -> conditional(argument, false);
            case "same-as" ->
                (value, beside) -> value.equals(beside.path(argument)) ? MissingNode.getInstance() : value;
            case "pull-policy" ->
                (value, beside) ->
                        value.asText().equals(pullPolicy(beside.path(argument).asText()))
                                ? MissingNode.getInstance()
                                : value;
            case "policy-types" -> (value, beside) -> isPolicyTypes(value, beside) ? MissingNode.getInstance() : value;
            case "quantity" -> (value, beside) -> Quantity.normal(value);
            case "fill" -> Fill.of(argument);
            case "moved-to" -> (value, beside) -> moved(value, beside, argument);
            case "into-data" -> Rule::intoData;
            default -> throw new IllegalArgumentException("normal-form.txt: no rule " + word);
        };
    }

    private static Default conditional(String argument, boolean with) {
        String[] parts = argument.split(" ", 2);
        return new Default(json(parts[1]), beside -> beside.has(parts[0]) == with);
    }

    /** An image without a tag, or with the tag latest, is always pulled, unless it has a digest in place of a tag. */
    private static String pullPolicy(String image) {
        String[] digest = image.split("@", 2);
        String name = digest[0].substring(digest[0].lastIndexOf('/') + 1);
        boolean latest = name.contains(":") ? name.endsWith(":latest") : digest.length == 1;
        return latest ? "Always" : "IfNotPresent";
    }

    private static JsonNode moved(JsonNode value, JsonNode beside, String field) {
        if (beside instanceof ObjectNode holder && holder.path(field).asText().isEmpty()) {
            holder.set(field, value);
        }
        return MissingNode.getInstance();
    }

    /** Every policy is for what comes in; one with rules for what goes out is for that too. */
    private static boolean isPolicyTypes(JsonNode value, JsonNode beside) {
        Set<String> types = new HashSet<>();
        value.forEach(type -> types.add(type.asText()));
        return types.equals(beside.path("egress").isEmpty() ? Set.of("Ingress") : Set.of("Ingress", "Egress"));
    }

    private static JsonNode intoData(JsonNode value, JsonNode beside) {
        if (beside instanceof ObjectNode secret && value instanceof ObjectNode texts) {
            ObjectNode data = secret.path("data") instanceof ObjectNode present ? present : secret.putObject("data");
            texts.propertyStream().forEach(entry -> {
                byte[] bytes = entry.getValue().asText().getBytes(StandardCharsets.UTF_8);
                data.set(entry.getKey(), TextNode.valueOf(Base64.getEncoder().encodeToString(bytes)));
            });
        }
        return MissingNode.getInstance();
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("normal-form.txt: " + text, e);
        }
    }
}
