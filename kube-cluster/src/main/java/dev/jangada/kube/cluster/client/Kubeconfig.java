package dev.jangada.kube.cluster.client;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One context of the user's kubeconfig files.
 *
 * @param contextName the context's name
 * @param context the context
 * @param cluster the cluster it names
 * @param user the user it names, an empty one if it names none
 */
public record Kubeconfig(String contextName, Entry context, Entry cluster, Entry user) {

    /**
     * What a file says under one name.
     *
     * @param value its fields
     * @param file where it stands; relative paths in it are relative to that file
     */
    public record Entry(JsonNode value, Path file) {

        /** A field's text, empty if it is not there. */
        String text(String field) {
            return value.path(field).asText("");
        }

        Path resolve(String path) {
            return file.toAbsolutePath().resolveSibling(path);
        }
    }

    private record Document(Path file, JsonNode tree) {}

    /**
     * Finds the context as kubectl does: the flag's file, else those of {@code KUBECONFIG} (files that do not exist are
     * passed over), else {@code ~/.kube/config}; of two files the first that says something is right.
     *
     * @throws Problem if there is no kubeconfig, one cannot be read, or there is no such context
     */
    public static Kubeconfig load(Optional<Path> flag, Optional<String> context, Environment environment) {
        List<Path> paths = paths(flag, environment);
        List<Document> files =
                paths.stream().filter(Files::exists).map(Kubeconfig::parse).toList();
        if (files.isEmpty()) {
            throw failed(ClientMessage.NO_KUBECONFIG, joined(paths));
        }
        String where = joined(files.stream().map(Document::file).toList());
        Map<String, Entry> contexts = named(files, "contexts", "context");
        String wanted = context.or(() -> files.stream()
                        .map(file -> file.tree().path("current-context").asText(""))
                        .filter(name -> !name.isEmpty())
                        .findFirst())
                .orElseThrow(
                        () -> failed(ClientMessage.NO_CURRENT_CONTEXT, where, String.join(", ", contexts.keySet())));
        Entry found = contexts.get(wanted);
        if (found == null) {
            throw failed(ClientMessage.UNKNOWN_CONTEXT, wanted, where, String.join(", ", contexts.keySet()));
        }
        Entry cluster = named(files, "clusters", "cluster").get(found.text("cluster"));
        if (cluster == null || cluster.text("server").isEmpty()) {
            throw failed(ClientMessage.UNKNOWN_CLUSTER, wanted, found.text("cluster"), where);
        }
        Entry user = named(files, "users", "user").get(found.text("user"));
        if (user == null && !found.text("user").isEmpty()) {
            throw failed(ClientMessage.UNKNOWN_USER, wanted, found.text("user"), where);
        }
        return new Kubeconfig(
                wanted, found, cluster, user == null ? new Entry(found.value().path("user"), found.file()) : user);
    }

    private static List<Path> paths(Optional<Path> flag, Environment environment) {
        return flag.map(List::of)
                .orElseGet(() -> environment
                        .first("KUBECONFIG")
                        .map(list -> Arrays.stream(list.split(File.pathSeparator, -1))
                                .filter(path -> !path.isBlank())
                                .map(Path::of)
                                .toList())
                        .orElseGet(() ->
                                List.of(environment.home().resolve(".kube").resolve("config"))));
    }

    private static Document parse(Path file) {
        try {
            return new Document(file, new YAMLMapper().readTree(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            // Neither this exception nor its words may be shown: they quote the file, and so its tokens and keys.
            JsonLocation place = e.getLocation();
            throw failed(
                    ClientMessage.BAD_KUBECONFIG,
                    file,
                    place == null
                            ? "it is not YAML"
                            : "it is not YAML at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr()));
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, ClientMessage.BAD_KUBECONFIG, file, reason(e));
        }
    }

    /** What the files name, in the order of the files; of two with one name the first is meant. */
    private static Map<String, Entry> named(List<Document> files, String list, String field) {
        var found = new LinkedHashMap<String, Entry>();
        for (Document file : files) {
            for (JsonNode named : file.tree().path(list)) {
                if (named.path(field).isObject()) {
                    found.putIfAbsent(named.path("name").asText(""), new Entry(named.path(field), file.file()));
                }
            }
        }
        return found;
    }

    /** The namespace that the context works in. */
    public String namespace() {
        String namespace = context.text("namespace");
        return namespace.isEmpty() ? "default" : namespace;
    }

    /** Whether the user wrote that the server's certificate is not to be checked. */
    public boolean insecure() {
        return cluster.value().path("insecure-skip-tls-verify").asBoolean();
    }

    /**
     * That the context's credentials are of no use.
     *
     * @param cause what was thrown; only what quotes no secret
     * @param why the same in words
     */
    Problem unusable(@Nullable Exception cause, String why) {
        return new Problem(cause, ExitCode.FAILED, ClientMessage.BAD_CREDENTIALS, contextName, why);
    }

    /** Why a file cannot be read, in words. */
    static String reason(IOException failure) {
        return failure instanceof NoSuchFileException
                ? "no such file: " + failure.getMessage()
                : String.valueOf(failure.getMessage());
    }

    private static Problem failed(ClientMessage message, Object... arguments) {
        return new Problem(ExitCode.FAILED, message, arguments);
    }

    private static String joined(List<Path> paths) {
        return String.join(", ", paths.stream().map(Path::toString).toList());
    }
}
