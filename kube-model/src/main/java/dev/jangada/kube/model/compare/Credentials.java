package dev.jangada.kube.model.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.jangada.kube.model.BuiltinKinds;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ResourceKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which values are not to be shown: those of Secrets, and those that look like credentials, by the name they have or by
 * what they are. It rather hides too much than too little.
 */
final class Credentials {

    private static final GroupKind SECRET = new GroupKind("", "Secret");
    private static final Set<GroupKind> BUILT_IN =
            BuiltinKinds.all().stream().map(ResourceKind::groupKind).collect(Collectors.toUnmodifiableSet());

    /** Holds a whole earlier object, with whatever stood in it. */
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    /** Maps whose names somebody chose: what is called a file there is its content. */
    private static final Set<String> DATA = Set.of("data", "stringData", "binaryData");

    /** Fields whose value goes by a name that stands beside them. */
    private static final Set<String> VALUE = Set.of("value", "values", "content", "default");

    /** Names in a quota, which counts objects. */
    private static final Pattern COUNTED = Pattern.compile("(?:count/)?secrets");

    /** An option of a command whose value is the next word. */
    private static final Pattern OPTION = Pattern.compile("--?[\\w.-]+");

    /** Where a value stands. */
    static final class Context {
        private final boolean custom;
        private final boolean secret;
        private final int depth;
        private final boolean secretData;
        private final boolean data;
        private final boolean named;

        private Context(boolean custom, boolean secret, int depth, boolean secretData, boolean data, boolean named) {
            this.custom = custom;
            this.secret = secret;
            this.depth = depth;
            this.secretData = secretData;
            this.data = data;
            this.named = named;
        }

        /** A field of an object that stands here. */
        Context field(String field, JsonNode holder) {
            boolean ofSecret = secretData || (secret && depth == 0 && DATA.contains(field));
            return new Context(custom, secret, depth + 1, ofSecret, DATA.contains(field), isNamed(field, holder));
        }

        /** An item of a list that stands here. */
        Context item(JsonNode list, int index) {
            String before = index > 0 ? list.path(index - 1).asText() : "";
            boolean hidden = named || (OPTION.matcher(before).matches() && CredentialNames.isCredential(before));
            return new Context(custom, secret, depth + 1, secretData, false, hidden);
        }

        private boolean isNamed(String field, JsonNode holder) {
            if (field.equals(LAST_APPLIED)) {
                return true;
            }
            if (data) {
                return CredentialNames.hasWord(field) || inherits();
            }
            if (VALUE.contains(field) && goesByName(holder)) {
                return true;
            }
            if (CredentialNames.isReference(field)
                    || (!custom && COUNTED.matcher(field).matches())) {
                return false;
            }
            return CredentialNames.hasWord(field) || inherits();
        }

        /** What Kubernetes itself keeps under such a name, as the {@code secret} of a volume, says where one is. */
        private boolean inherits() {
            return custom && named;
        }

        private static boolean goesByName(JsonNode holder) {
            return Stream.of("name", "key")
                    .anyMatch(beside ->
                            CredentialNames.isCredential(holder.path(beside).asText()));
        }
    }

    private final Context root;

    Credentials(GroupKind kind) {
        root = new Context(!BUILT_IN.contains(kind), kind.equals(SECRET), 0, false, false, false);
    }

    /** Where the whole object stands. */
    Context root() {
        return root;
    }

    /** The value with the size of each credential in its place; the value itself if there is none. */
    JsonNode masked(Context context, JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode copy = object.objectNode();
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                copy.set(entry.getKey(), masked(context.field(entry.getKey(), object), entry.getValue()));
            }
            return copy;
        }
        if (value instanceof ArrayNode list) {
            ArrayNode copy = list.arrayNode();
            for (int i = 0; i < list.size(); i++) {
                copy.add(masked(context.item(list, i), list.get(i)));
            }
            return copy;
        }
        return hides(context, value) ? size(bytes(context, value)) : value;
    }

    /** What is shown instead of a value. */
    JsonNode size(int bytes) {
        return TextNode.valueOf("(" + bytes + " bytes)");
    }

    int bytes(Context context, JsonNode value) {
        if (!value.isTextual()) {
            return value.toString().getBytes(StandardCharsets.UTF_8).length;
        }
        String text = value.textValue();
        if (context.secretData) {
            try {
                return Base64.getMimeDecoder().decode(text).length;
            } catch (IllegalArgumentException e) {
                // Not base64, as in a file edited by hand: then its size is that of the text.
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean hides(Context context, JsonNode value) {
        if (context.secretData) {
            return true;
        }
        if (value.isBoolean() || value.isNull()) {
            return false;
        }
        return context.named || (value.isTextual() && CredentialText.holdsCredential(value.textValue()));
    }
}
