package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.compare.FieldChange;
import dev.jangada.kube.model.compare.NormalForm;
import dev.jangada.kube.model.compare.ObjectDiff;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

/** The server's words about an object. They quote what it refuses, so the object's credentials are taken out of them. */
final class Words {

    /** Shorter texts stand in every sentence. */
    private static final int SHORTEST = 4;

    private static final String HIDDEN = "(…)";

    private Words() {}

    static Why refused(StatusFailure failure, KubeObject object) {
        return Why.of(RestoreMessage.REFUSED, of(failure, object));
    }

    static String of(StatusFailure failure, KubeObject object) {
        String words = failure.getMessage();
        for (String secret : secrets(object)) {
            words = words.replace(secret, HIDDEN);
        }
        return words;
    }

    private static Set<String> secrets(KubeObject object) {
        var nothing = Json.object().put("apiVersion", object.apiVersion()).put("kind", object.kind());
        nothing.putObject("metadata").put("name", object.name());
        var secrets = new HashSet<String>();
        ObjectDiff.of(KubeObject.of(nothing), object, NormalForm.standard()).changes().stream()
                .filter(FieldChange::sensitive)
                .flatMap(change -> change.after().stream())
                .forEach(value -> collect(value.raw(), value.shown(), secrets));
        return secrets;
    }

    private static void collect(JsonNode raw, JsonNode shown, Set<String> secrets) {
        if (raw.isValueNode()) {
            if (!raw.equals(shown)) {
                add(raw.asText(), secrets);
            }
            return;
        }
        raw.properties().forEach(field -> collect(field.getValue(), shown.path(field.getKey()), secrets));
        for (int i = 0; raw.isArray() && i < raw.size(); i++) {
            collect(raw.path(i), shown.path(i), secrets);
        }
    }

    private static void add(String text, Set<String> secrets) {
        if (text.length() >= SHORTEST) {
            secrets.add(text);
        }
        try {
            String decoded = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
            if (decoded.length() >= SHORTEST) {
                secrets.add(decoded);
            }
        } catch (IllegalArgumentException e) {
            // Not in base64: it was plain text.
            return;
        }
    }
}
