package dev.jangada.kube.model.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.sample.Yaml;

/** Objects as people write them, after a transform. */
final class Transformed {

    private Transformed() {}

    static ObjectNode by(Transform transform, String yaml) {
        KubeObject object = Yaml.object(yaml);
        ObjectNode tree = object.tree();
        transform.apply(object.key(), tree);
        return tree;
    }

    /** What stands at a JSON pointer afterwards. */
    static JsonNode at(Transform transform, String yaml, String pointer) {
        return by(transform, yaml).at(pointer);
    }
}
