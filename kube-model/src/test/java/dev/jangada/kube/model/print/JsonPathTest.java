package dev.jangada.kube.model.print;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPathTest {

    private static final String OBJECT = """
            {"metadata": {"annotations": {"a.b/c": "dotted"}},
             "spec": {"items": [{"n": 1, "t": "x"}, {"n": 2, "t": "y"}], "empty": null},
             "status": {"conditions": [{"type": "Ready", "status": "True"}, {"type": "Old", "status": "False"}]}}
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ".spec.items[0].n|1",
                ".spec.items[-1].n|2",
                ".spec.items[*].n|1,2",
                ".status.conditions[?(@.type==\"Ready\")].status|True",
                ".status.conditions[?(@.type=='Ready')].status|True",
                ".status.conditions[?(@.type != 'Ready')].status|False",
                ".metadata.annotations.a\\.b/c|dotted",
                ".metadata.annotations['a.b/c']|dotted",
                ".spec.missing.deep|''",
                ".spec.empty|''",
                ".spec.items[|''",
            })
    void pathsOfPrinterColumns(String path, String expected) throws JsonProcessingException {
        JsonNode tree = Json.mapper().readTree(OBJECT);
        assertThat(JsonPath.of(path).find(tree).map(JsonNode::asText).collect(Collectors.joining(",")))
                .isEqualTo(expected);
    }
}
