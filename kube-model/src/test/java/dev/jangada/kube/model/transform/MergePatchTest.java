package dev.jangada.kube.model.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.sample.Yaml;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {

    /** RFC 7386, appendix A, as far as both are objects. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":\"b\"}|{\"a\":\"c\"}|{\"a\":\"c\"}",
                "{\"a\":\"b\"}|{\"b\":\"c\"}|{\"a\":\"b\",\"b\":\"c\"}",
                "{\"a\":\"b\"}|{\"a\":null}|{}",
                "{\"a\":\"b\",\"b\":\"c\"}|{\"a\":null}|{\"b\":\"c\"}",
                "{\"a\":[\"b\"]}|{\"a\":\"c\"}|{\"a\":\"c\"}",
                "{\"a\":\"c\"}|{\"a\":[\"b\"]}|{\"a\":[\"b\"]}",
                "{\"a\":{\"b\":\"c\"}}|{\"a\":{\"b\":\"d\",\"c\":null}}|{\"a\":{\"b\":\"d\"}}",
                "{\"a\":[{\"b\":\"c\"}]}|{\"a\":[1]}|{\"a\":[1]}",
                "{\"e\":null}|{\"a\":1}|{\"e\":null,\"a\":1}",
                "{}|{\"a\":{\"bb\":{\"ccc\":null}}}|{\"a\":{\"bb\":{}}}",
            })
    void isThatOfTheRfc(String original, String patch, String result) {
        ObjectNode tree = (ObjectNode) Yaml.tree(original);
        MergePatch.apply(tree, (ObjectNode) Yaml.tree(patch));
        assertThat(tree).hasToString(result);
    }

    @RepeatedTest(100)
    void makesAnyObjectOfAnyOther(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        var random = new Random(seed);
        ObjectNode from = Trees.random(random);
        ObjectNode to = Trees.random(random);
        ObjectNode changed = from.deepCopy();
        MergePatch.apply(changed, between(from, to));
        assertThat(changed).as("seed %d", seed).isEqualTo(to);
    }

    private static ObjectNode between(ObjectNode from, ObjectNode to) {
        ObjectNode patch = Json.object();
        from.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !to.has(name))
                .forEach(patch::putNull);
        to.propertyStream().forEach(entry -> {
            if (from.get(entry.getKey()) instanceof ObjectNode a && entry.getValue() instanceof ObjectNode b) {
                patch.set(entry.getKey(), between(a, b));
            } else {
                patch.set(entry.getKey(), entry.getValue().deepCopy());
            }
        });
        return patch;
    }
}
