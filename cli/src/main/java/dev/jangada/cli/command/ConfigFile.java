package dev.jangada.cli.command;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.jangada.kube.model.Nearest;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code jangada.yaml} says: a map of {@link #KEYS} to texts. It stands behind the command line and the environment,
 * and before {@code ~/.kube/config}.
 *
 * @param values the values by key
 * @param folder the folder of the file, which relative paths in it start from
 */
record ConfigFile(Map<String, String> values, Path folder) {

    private static final String KUBECONFIG = "kubeconfig";
    private static final String CONTEXT = "context";
    private static final String NAMESPACE = "namespace";
    private static final String ETCD = "etcd";
    private static final String ENCRYPTION = "etcd.encryptionConfigFile";
    private static final java.util.Set<String> KEYS = java.util.Set.of(KUBECONFIG, CONTEXT, NAMESPACE, ENCRYPTION);

    private static final Path USUAL = Path.of("jangada.yaml");

    ConfigFile {
        values = Map.copyOf(values);
    }

    /**
     * Reads the file that is named, or the usual one if it is there.
     *
     * @param named the user's own file, or null
     * @throws Problem if the named one is not there, or holds what this does not know, with the line
     */
    static ConfigFile read(@Nullable Path named) {
        Path file = named == null ? USUAL : named;
        if (named == null && !Files.exists(USUAL)) {
            return new ConfigFile(Map.of(), Path.of(""));
        }
        var values = new TreeMap<String, String>();
        try (JsonParser parser = new YAMLFactory().createParser(Files.newBufferedReader(file))) {
            if (parser.nextToken() != null && parser.currentToken() != JsonToken.START_OBJECT) {
                throw bad(file, parser, CommandMessage.CONFIG_NO_MAP, "");
            }
            read(file, parser, "", values);
            return new ConfigFile(values, Optional.ofNullable(file.getParent()).orElse(Path.of("")));
        } catch (JsonProcessingException e) {
            throw new Problem(
                    e,
                    ExitCode.USAGE,
                    CommandMessage.CONFIG_NOT_YAML,
                    file,
                    e.getLocation().getLineNr());
        } catch (IOException e) {
            throw new Problem(e, ExitCode.USAGE, CommandMessage.CONFIG_UNREADABLE, file, e.getMessage());
        }
    }

    /** Reads a map; what is in the map of etcd is known by both names, as in {@code etcd.encryptionConfigFile}. */
    private static void read(Path file, JsonParser parser, String before, Map<String, String> values)
            throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = before + parser.currentName();
            if (key.equals(ETCD) && parser.nextToken() == JsonToken.START_OBJECT) {
                read(file, parser, ETCD + ".", values);
                continue;
            }
            if (!KEYS.contains(key)) {
                throw bad(file, parser, CommandMessage.CONFIG_UNKNOWN_KEY, key);
            }
            if (!parser.nextToken().isScalarValue()) {
                throw bad(file, parser, CommandMessage.CONFIG_NO_TEXT, key);
            }
            values.put(key, parser.getText());
        }
    }

    private static Problem bad(Path file, JsonParser parser, CommandMessage message, String key) {
        int line = parser.currentTokenLocation().getLineNr();
        String known = Nearest.of(key, KEYS.stream()).orElse(String.join(", ", new java.util.TreeSet<>(KEYS)));
        return new Problem(ExitCode.USAGE, message, file, line, key, known);
    }

    Optional<Path> kubeconfig() {
        return Optional.ofNullable(values.get(KUBECONFIG)).map(folder::resolve);
    }

    Optional<Path> encryptionConfig() {
        return Optional.ofNullable(values.get(ENCRYPTION)).map(folder::resolve);
    }

    Optional<String> context() {
        return Optional.ofNullable(values.get(CONTEXT));
    }

    Optional<String> namespace() {
        return Optional.ofNullable(values.get(NAMESPACE));
    }
}
