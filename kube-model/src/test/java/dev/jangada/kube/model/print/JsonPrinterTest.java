package dev.jangada.kube.model.print;

import static dev.jangada.kube.model.sample.Yaml.object;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.kube.model.KubeObject;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** JSON in the layout of kubectl, which is that of Go's {@code json.MarshalIndent} with four spaces. */
class JsonPrinterTest {

    @Test
    void oneObjectIsPrintedAsItIsWithSortedFields() throws IOException {
        assertThat(printed(
                        false,
                        object("{kind: ConfigMap, apiVersion: v1, metadata: {name: c}, data: {b: \"x\\ny\"},"
                                + " a: {}, l: [], m: [1, {z: 1.50}]}")))
                .isEqualTo("""
                {
                    "a": {},
                    "apiVersion": "v1",
                    "data": {
                        "b": "x\\ny"
                    },
                    "kind": "ConfigMap",
                    "l": [],
                    "m": [
                        1,
                        {
                            "z": 1.5
                        }
                    ],
                    "metadata": {
                        "name": "c"
                    }
                }
                """);
    }

    @Test
    void severalAreTheItemsOfAList() throws IOException {
        String one = "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}}";
        assertThat(printed(true, object(one.formatted("a")), object(one.formatted("b"))))
                .isEqualTo("""
                {
                    "apiVersion": "v1",
                    "items": [
                        {
                            "apiVersion": "v1",
                            "kind": "ConfigMap",
                            "metadata": {
                                "name": "a"
                            }
                        },
                        {
                            "apiVersion": "v1",
                            "kind": "ConfigMap",
                            "metadata": {
                                "name": "b"
                            }
                        }
                    ],
                    "kind": "List",
                    "metadata": {
                        "resourceVersion": ""
                    }
                }
                """);
    }

    @Test
    void noneAreAnEmptyList() throws IOException {
        assertThat(printed(true)).isEqualTo("""
                {
                    "apiVersion": "v1",
                    "items": [],
                    "kind": "List",
                    "metadata": {
                        "resourceVersion": ""
                    }
                }
                """);
    }

    private static String printed(boolean list, KubeObject... objects) throws IOException {
        var out = new StringWriter();
        var printer = new JsonPrinter(out, list);
        for (KubeObject object : List.of(objects)) {
            printer.print(object);
        }
        printer.end();
        return out.toString();
    }
}
