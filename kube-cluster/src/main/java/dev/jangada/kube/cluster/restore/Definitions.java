package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a CustomResourceDefinition makes the API serve. */
final class Definitions {

    private Definitions() {}

    /** The kind at the version that is stored; empty if the definition serves none. */
    static Optional<ResourceKind> kind(KubeObject definition) {
        JsonNode spec = definition.tree().path("spec");
        JsonNode names = spec.path("names");
        return versions(definition).stream()
                .findFirst()
                .map(version -> new ResourceKind(
                        spec.path("group").asText(),
                        version,
                        names.path("kind").asText(),
                        names.path("plural").asText(),
                        names.path("singular").asText(),
                        List.of(),
                        List.of(),
                        spec.path("scope").asText().equals("Namespaced"),
                        List.of()));
    }

    /** The versions that it serves, the stored one first. */
    static Set<String> versions(KubeObject definition) {
        var versions = new LinkedHashSet<String>();
        for (boolean stored : new boolean[] {true, false}) {
            for (JsonNode version : definition.tree().path("spec").path("versions")) {
                if (version.path("served").asBoolean()
                        && version.path("storage").asBoolean() == stored) {
                    versions.add(version.path("name").asText());
                }
            }
        }
        return versions;
    }

    /** Whether a webhook brings objects from one version to another. */
    static boolean isConvertedByWebhook(KubeObject definition) {
        return definition
                .tree()
                .path("spec")
                .path("conversion")
                .path("strategy")
                .asText()
                .equals("Webhook");
    }

    /** Whether nothing says yet that the server will not take a definition: another one may have its names. */
    static boolean mayBeEstablished(KubeObject definition) {
        for (JsonNode condition : definition.tree().path("status").path("conditions")) {
            if (condition.path("type").asText().equals("NamesAccepted")
                    && condition.path("status").asText().equals("False")) {
                return false;
            }
        }
        return true;
    }
}
