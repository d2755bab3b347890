package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * YAML as Kubernetes and Velero read it (sigs.k8s.io/yaml): that of version 1.1, in which {@code yes} and {@code on} are
 * true and {@code 0644} is 420, as keys too, which are then texts. So a file means here what it means there.
 */
final class KubeYaml {

    private static final int DEEPEST = 200;

    private KubeYaml() {}

    /**
     * Reads one document, YAML or JSON.
     *
     * @throws Problem if it is neither, or is more than one document; the text is not repeated, it may hold secrets
     */
    static JsonNode read(String text) {
        if (text.stripLeading().startsWith("{")) {
            try {
                return Json.mapper().readTree(text);
            } catch (JsonProcessingException e) {
                // It may be YAML that begins with a brace; if it is not that either, the line is told from there.
                return compose(text);
            }
        }
        return compose(text);
    }

    /** The same for a document within another, whose name a problem then tells: its lines are counted from its own first. */
    static JsonNode read(String name, String text) {
        try {
            return read(text);
        } catch (Problem problem) {
            throw new Problem(problem, problem.exitCode(), TransformMessage.AT, name, problem);
        }
    }

    private static JsonNode compose(String text) {
        var options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        options.setProcessComments(false);
        try {
            var composer = new Composer(
                    new ParserImpl(new StreamReader(text), options), new YamlScalars.Resolution(), options);
            if (!composer.checkNode()) {
                return NullNode.getInstance();
            }
            JsonNode tree = node(composer.getNode(), 0);
            if (composer.checkNode()) {
                throw new Problem(ExitCode.USAGE, TransformMessage.SEVERAL_DOCUMENTS);
            }
            return tree;
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new Problem(ExitCode.USAGE, TransformMessage.NOT_YAML, line);
        } catch (YAMLException e) {
            throw new Problem(ExitCode.USAGE, TransformMessage.NOT_YAML, 1);
        }
    }

    private static JsonNode node(Node node, int depth) {
        // An anchor may hold itself, which the parser's own limit does not see.
        if (depth > DEEPEST) {
            throw bad(node);
        }
        return switch (node) {
            case ScalarNode scalar -> scalar(scalar);
            case SequenceNode sequence -> {
                ArrayNode list = Json.mapper().createArrayNode();
                sequence.getValue().forEach(item -> list.add(node(item, depth + 1)));
                yield list;
            }
            case MappingNode mapping -> mapping(mapping, depth);
            default -> throw bad(node);
        };
    }

    private static ObjectNode mapping(MappingNode mapping, int depth) {
        ObjectNode map = Json.object();
        ObjectNode merged = Json.object();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw bad(entry.getKeyNode());
            }
            JsonNode value = node(entry.getValueNode(), depth + 1);
            if (key.getTag().equals(Tag.MERGE)) {
                merge(merged, value, key);
            } else if (map.has(scalar(key).asText())) {
                throw new Problem(
                        ExitCode.USAGE,
                        TransformMessage.DUPLICATE_KEY,
                        key.getStartMark().getLine() + 1,
                        key.getValue());
            } else {
                map.set(scalar(key).asText(), value);
            }
        }
        merged.propertyStream().forEach(entry -> {
            if (!map.has(entry.getKey())) {
                map.set(entry.getKey(), entry.getValue());
            }
        });
        return map;
    }

    /** What {@code <<} brings in: a map, or several of which the first counts. */
    private static void merge(ObjectNode merged, JsonNode value, Node at) {
        for (JsonNode source : value instanceof ArrayNode list
                ? list
                : Json.mapper().createArrayNode().add(value)) {
            if (!(source instanceof ObjectNode map)) {
                throw bad(at);
            }
            map.propertyStream().forEach(entry -> {
                if (!merged.has(entry.getKey())) {
                    merged.set(entry.getKey(), entry.getValue().deepCopy());
                }
            });
        }
    }

    private static JsonNode scalar(ScalarNode scalar) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return NullNode.getInstance();
        }
        if (tag.equals(Tag.BOOL)) {
            return BooleanNode.valueOf(YamlScalars.isTrue(text));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            @Nullable JsonNode number = YamlScalars.number(text);
            if (number == null) {
                throw bad(scalar);
            }
            return number;
        }
        return TextNode.valueOf(text);
    }

    private static Problem bad(Node node) {
        return new Problem(
                ExitCode.USAGE, TransformMessage.NOT_YAML, node.getStartMark().getLine() + 1);
    }
}
