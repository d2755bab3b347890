package dev.jangada.kube.model.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * What stands at one place of one of the two trees. Each side has its own context: whether a value is a credential can
 * depend on what stands beside it, and items that are compared with one another need not have the same beside them.
 *
 * @param value what stands there; missing if nothing does
 * @param context what tells whether it is a credential
 * @param taken what the normal form took out of this side
 */
record Side(JsonNode value, Credentials.Context context, Taken taken) {

    boolean isAbsent() {
        return value.isMissingNode();
    }

    /** A map that is absent is compared as an empty one, so that its fields are told one by one. */
    boolean isMap() {
        return value.isObject() || isAbsent();
    }

    Side with(JsonNode other) {
        return new Side(other, context, taken);
    }

    Side field(String name) {
        return new Side(value.path(name), context.field(name, value), taken);
    }

    /** An item of a list; absent where the list has none of that index. */
    Side item(int index) {
        JsonNode item = value.has(index) ? value.get(index) : MissingNode.getInstance();
        return new Side(item, context.item(value, index), taken);
    }
}
