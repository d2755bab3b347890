package dev.jangada.kube.model.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.jangada.kube.model.GroupKind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which values are not to be shown: those of Secrets, and those that look like credentials, by the name they have or by
 * what they are. It rather hides too much than too little.
 */
final class Credentials {

    private static final GroupKind SECRET = new GroupKind("", "Secret");

    private static final String NAMES = "password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key"
            + "|private[_-]?key|encryption[_-]?key|credential|dockerconfig|auth(?:orization)?$|cookie|dsn$";

    private static final Pattern NAMED = Pattern.compile("(?i)(?:" + NAMES + ")");

    /** Names that only point to where a credential is, or count them, as a quota does. */
    private static final Pattern REFERENCE = Pattern.compile("(?i)(?:count/)?secrets"
            + "|(?i).*(?:name|namespace|ref|path|file|dir|url|mode|seconds|type|policy|enabled)");

    /** A private key, a JSON web token, an address with a password, or a line of settings that names one. */
    private static final Pattern LOOKS = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY"
            + "|\\beyJ[\\w-]{8,}\\.eyJ"
            + "|://[^/\\s:@]*:[^/\\s@]+@"
            + "|(?im:^[\\s\"'{-]*[\\w.-]*(?:password|passwd|passphrase|secret|token|api[_-]?key|private[_-]?key)"
            + "[\\w.-]*[\"']?\\s*[=:]\\s*\\S)");

    /** Where a value stands. */
    record Context(boolean secretData, String name, String sibling, int depth) {
        static final Context ROOT = new Context(false, "", "", 0);

        /** A field inside; an environment variable's {@code value} is named by the field {@code name} beside it. */
        Context field(String field, JsonNode holder) {
            boolean data = secretData || (depth == 0 && (field.equals("data") || field.equals("stringData")));
            String named = field.equals("value") ? holder.path("name").asText() : "";
            return new Context(data, field, named, depth + 1);
        }
    }

    private final boolean isSecret;

    Credentials(GroupKind kind) {
        isSecret = kind.equals(SECRET);
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
            list.forEach(item -> copy.add(masked(context, item)));
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
        if (isSecret && context.secretData) {
            try {
                return Base64.getMimeDecoder().decode(text).length;
            } catch (IllegalArgumentException e) {
                // Not base64, as in a file edited by hand: then its size is that of the text.
                return text.getBytes(StandardCharsets.UTF_8).length;
            }
        }
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private boolean hides(Context context, JsonNode value) {
        if (isSecret && context.secretData) {
            return true;
        }
        if (value.isBoolean() || value.isNull()) {
            return false;
        }
        // It holds a whole earlier object, with whatever stood in it.
        if (context.name.equals("kubectl.kubernetes.io/last-applied-configuration")) {
            return true;
        }
        String name = context.sibling.isEmpty() ? context.name : context.sibling;
        boolean named = NAMED.matcher(name).find() && !REFERENCE.matcher(name).matches();
        return named || (value.isTextual() && LOOKS.matcher(value.textValue()).find());
    }
}
