package dev.jangada.kube.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Where two JSON trees differ; null is absent, and numbers are what they count. */
public final class SameJson {

    private SameJson() {}

    /** One line a difference: the path, what is there, what is wanted. */
    public static List<String> differences(JsonNode there, JsonNode wanted) {
        var found = new ArrayList<String>();
        compare("", there, wanted, found);
        return found;
    }

    private static void compare(String path, JsonNode there, JsonNode wanted, List<String> found) {
        if (there instanceof ObjectNode one && wanted instanceof ObjectNode other) {
            var names = new TreeSet<String>();
            one.fieldNames().forEachRemaining(names::add);
            other.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(path + "." + name, one.path(name), other.path(name), found));
        } else if (there instanceof ArrayNode one && wanted instanceof ArrayNode other && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                compare(path + "[" + i + "]", one.get(i), other.get(i), found);
            }
        } else if (!same(there, wanted)) {
            found.add(path + ": " + text(there) + ", wanted " + text(wanted));
        }
    }

    private static boolean same(JsonNode there, JsonNode wanted) {
        boolean nothing = there.isMissingNode() || there.isNull();
        boolean nothingWanted = wanted.isMissingNode() || wanted.isNull();
        if (nothing || nothingWanted) {
            return nothing && nothingWanted;
        }
        return there.isNumber() && wanted.isNumber()
                ? there.decimalValue().compareTo(wanted.decimalValue()) == 0
                : there.equals(wanted);
    }

    private static String text(JsonNode node) {
        String text = node.isMissingNode() ? "nothing" : node.toString();
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }
}
