package dev.jangada.kube.storage.encryption;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/** Reads the file of an EncryptionConfiguration ({@code apiserver.config.k8s.io/v1}); problems repeat no key of it. */
final class ConfigurationFile {

    private static final Set<String> KINDS = Set.of("EncryptionConfiguration", "EncryptionConfig");
    private static final int[] AES = {16, 24, 32};
    private static final int[] SECRETBOX = {32};

    private final String name;

    private ConfigurationFile(String name) {
        this.name = name;
    }

    static List<EncryptionConfiguration.Entry> read(String name, byte[] text) {
        return new ConfigurationFile(name).entries(text);
    }

    private List<EncryptionConfiguration.Entry> entries(byte[] text) {
        JsonNode tree = tree(text);
        if (!KINDS.contains(tree.path("kind").asText())) {
            throw problem(
                    EncryptionMessage.NOT_A_CONFIGURATION, tree.path("kind").asText());
        }
        var entries = new ArrayList<EncryptionConfiguration.Entry>();
        for (JsonNode entry : tree.path("resources")) {
            var resources = new ArrayList<String>();
            entry.path("resources").forEach(resource -> resources.add(resource.asText()));
            var providers = new ArrayList<Provider>();
            entry.path("providers").forEach(provider -> providers.add(provider(provider)));
            if (resources.isEmpty() || providers.isEmpty()) {
                throw problem(EncryptionMessage.NO_RESOURCES, entries.size() + 1);
            }
            entries.add(new EncryptionConfiguration.Entry(resources, providers));
        }
        if (entries.isEmpty()) {
            throw problem(EncryptionMessage.NO_RESOURCES, 1);
        }
        return entries;
    }

    private JsonNode tree(byte[] text) {
        try {
            JsonNode tree = Json.mapper().readTree(new YAMLFactory().createParser(text));
            return tree == null ? Json.object() : tree;
        } catch (JsonProcessingException e) {
            // The exception repeats the line, which may be a key's.
            long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw problem(EncryptionMessage.NOT_YAML, line);
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, EncryptionMessage.CANNOT_READ, name, e.getMessage());
        }
    }

    private Provider provider(JsonNode entry) {
        String type = entry.properties().isEmpty()
                ? ""
                : entry.properties().iterator().next().getKey();
        JsonNode body = entry.path(type);
        return switch (type) {
            case "aescbc" -> new Provider.AesCbc(keys(type, body, AES));
            case "aesgcm" -> new Provider.AesGcm(keys(type, body, AES));
            case "secretbox" -> new Provider.SecretBox(keys(type, body, SECRETBOX));
            case "kms" ->
                new Provider.Kms(
                        body.path("apiVersion").asText("v1"), body.path("name").asText());
            case "identity" -> new Provider.Identity();
            default -> throw problem(EncryptionMessage.UNKNOWN_PROVIDER, type);
        };
    }

    private List<Provider.NamedKey> keys(String type, JsonNode body, int[] lengths) {
        var keys = new ArrayList<Provider.NamedKey>();
        for (JsonNode key : body.path("keys")) {
            String keyName = key.path("name").asText();
            if (keyName.isEmpty()) {
                throw problem(EncryptionMessage.KEY_WITHOUT_NAME, type);
            }
            byte[] secret = secret(key.path("secret").asText());
            if (Arrays.stream(lengths).noneMatch(length -> length == secret.length)) {
                String allowed = lengths.length == 1 ? "32" : "16, 24, 32";
                throw problem(EncryptionMessage.BAD_KEY, type, keyName, allowed);
            }
            keys.add(new Provider.NamedKey(keyName, new SecretKeySpec(secret, "AES")));
        }
        return List.copyOf(keys);
    }

    private static byte[] secret(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private Problem problem(EncryptionMessage sentence, Object... arguments) {
        var all = new ArrayList<Object>(List.of(arguments));
        all.addFirst(name);
        return new Problem(ExitCode.USAGE, sentence, all.toArray());
    }
}
