package dev.jangada.kube.model.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.sample.Yaml;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operations do is what github.com/evanphx/json-patch 5.9.11, which Velero uses, does with the same document. */
class JsonPatchTest {

    private static final String DOCUMENT = "{\"a\":{\"b\":1,\"n\":null,\"l\":[1,2,3]},\"e\":\"\",\"c~d\":1,\"e/f\":2}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "add /a/l/- 9|/a/l|[1,2,3,9]",
                "add /a/l/3 9|/a/l|[1,2,3,9]",
                "add /a/l/1 9|/a/l|[1,9,2,3]",
                "add /a/l/-1 9|/a/l|[1,2,3,9]",
                "add /a/l/-4 9|/a/l|[9,1,2,3]",
                "add /a/b [1]|/a/b|[1]",
                "add /new {\"x\":1}|/new|{\"x\":1}",
                "remove /a/l/-1|/a/l|[1,2]",
                "remove /a/l/0|/a/l|[2,3]",
                "remove /a/n|/a|{\"b\":1,\"l\":[1,2,3]}",
                "replace /a/l/-1 7|/a/l|[1,2,7]",
                "replace /a/n 7|/a/n|7",
                "replace /c~0d 3|/c~0d|3",
                "replace /e~1f 3|/e~1f|3",
                "move /z </a/b|/z|1",
                "move /a/l/2 </a/l/0|/a/l|[2,3,1]",
                "copy /a/l/- </a/l|/a/l|[1,2,3,[1,2,3]]",
                "copy /z </a/n|/z|null",
            })
    void changesWhatIsThere(String operation, String path, String json) {
        ObjectNode tree = (ObjectNode) Yaml.tree(DOCUMENT);
        assertThat(new JsonPatch(List.of(operation(operation))).apply(tree)).isTrue();
        assertThat(Pointer.of(path).value(tree)).hasToString(json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add /a/l/4 9",
                "add /a/l/-5 9",
                "add /a/l/x 9",
                "add /a/l/01 9",
                "add /x/y 1",
                "add /a/b/c 1",
                "remove /a/x",
                "remove /x/y",
                "remove /a/l/-",
                "remove /a/l/3",
                "replace /a/l/3 7",
                "replace /a/x 7",
                "move /a/b </a",
                "copy /z </a/q",
            })
    void namesThePlaceWhereNothingIs(String operation) {
        JsonPatch patch = new JsonPatch(List.of(operation(operation)));
        assertThatThrownBy(() -> patch.apply((ObjectNode) Yaml.tree(DOCUMENT)))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("nothing to " + operation.split(" ", -1)[0]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "test /a/n null|true",
                "test /a/x null|true",
                "test /x/y null|false",
                "test /a/x 1|false",
                "test /x/y 1|false",
                "test /a/b 1|true",
                "test /a/b 1.0|true",
                "test /a/b \"1\"|false",
                "test /a/l [1,2,3]|true",
                "test /a/l [1,3,2]|false",
                "test /a/l/9 1|false",
                "test /a/l/- 3|false",
                "test /a/b/c 1|false",
            })
    void testsWhatIsThere(String operation, boolean holds) {
        assertThat(new JsonPatch(List.of(operation(operation))).apply((ObjectNode) Yaml.tree(DOCUMENT)))
                .isEqualTo(holds);
    }

    @RepeatedTest(100)
    void makesAnyObjectOfAnyOther(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        var random = new Random(seed);
        ObjectNode from = Trees.random(random);
        ObjectNode to = Trees.random(random);
        var operations = new ArrayList<JsonPatch.Operation>();
        between("", from, to, operations);
        ObjectNode changed = from.deepCopy();
        assertThat(new JsonPatch(operations).apply(changed)).as("seed %d", seed).isTrue();
        assertThat(changed).as("seed %d", seed).isEqualTo(to);
    }

    private static void between(String at, JsonNode from, JsonNode to, List<JsonPatch.Operation> operations) {
        if (from.isObject() && to.isObject()) {
            from.propertyStream()
                    .filter(entry -> !to.has(entry.getKey()))
                    .forEach(entry -> operations.add(new JsonPatch.Operation(
                            JsonPatch.Verb.REMOVE,
                            path(at, entry.getKey()),
                            path(at, entry.getKey()),
                            NullNode.getInstance())));
            to.propertyStream().forEach(entry -> {
                String inside = path(at, entry.getKey()).text();
                if (from.has(entry.getKey())) {
                    between(inside, from.path(entry.getKey()), entry.getValue(), operations);
                } else {
                    operations.add(new JsonPatch.Operation(
                            JsonPatch.Verb.ADD, Pointer.of(inside), Pointer.of(inside), entry.getValue()));
                }
            });
        } else if (!from.equals(to)) {
            operations.add(new JsonPatch.Operation(JsonPatch.Verb.REPLACE, Pointer.of(at), Pointer.of(at), to));
        }
    }

    private static Pointer path(String at, String name) {
        return Pointer.of(at + "/" + name.replace("~", "~0").replace("/", "~1"));
    }

    private static JsonPatch.Operation operation(String text) {
        String[] parts = text.split(" ", 3);
        var verb = JsonPatch.Verb.valueOf(parts[0].toUpperCase(Locale.ROOT));
        Pointer path = Pointer.of(parts[1]);
        String rest = parts.length > 2 ? parts[2] : "null";
        return rest.startsWith("<")
                ? new JsonPatch.Operation(verb, path, Pointer.of(rest.substring(1)), NullNode.getInstance())
                : new JsonPatch.Operation(verb, path, path, Yaml.tree(rest));
    }

    /** Numbers are compared by value, everything else as it is. */
    @ParameterizedTest
    @CsvSource({"1,1.00,0", "1,2,-1", "a,a,0", "a,b,1", "true,1,1"})
    void comparesNumbersByValue(String a, String b, int expected) {
        Comparator<JsonNode> comparator = JsonPatch::compare;
        assertThat(Integer.signum(comparator.compare(Yaml.tree(a), Yaml.tree(b))))
                .isEqualTo(expected);
    }
}
