package dev.jangada.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;

/** Objects that tests make. */
public final class Made {

    private Made() {}

    /** An object of the core group with nothing but a name. */
    public static ObjectNode object(String kind, String name) {
        return object("v1", kind, name);
    }

    /** An object with nothing but a name. */
    public static ObjectNode object(String apiVersion, String kind, String name) {
        ObjectNode object = Json.object().put("apiVersion", apiVersion).put("kind", kind);
        object.putObject("metadata").put("name", name);
        return object;
    }
}
