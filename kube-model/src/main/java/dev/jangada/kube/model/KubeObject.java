package dev.jangada.kube.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One Kubernetes object. It keeps the JSON bytes it came with until somebody looks inside: name and namespace are read
 * by a short look at {@code metadata}, the tree is only built by {@link #tree()}.
 *
 * <p>Items of a list do not carry {@code apiVersion} and {@code kind} themselves; they are given to
 * {@link #of(String, String, byte[])} and appear in {@link #tree()} and {@link #writeTo}.
 *
 * <p>Immutable and safe for use by several threads, as long as nobody changes the byte array.
 */
public final class KubeObject {

    private final String apiVersion;
    private final String kind;
    private final byte[] json;
    private final List<String> missing;
    private volatile @Nullable Header header;

    private KubeObject(String apiVersion, String kind, byte[] json, List<String> missing, @Nullable Header header) {
        this.apiVersion = apiVersion;
        this.kind = kind;
        this.json = json;
        this.missing = missing;
        this.header = header;
    }

    /**
     * An object out of a list.
     *
     * @param apiVersion the list's group and version, for example {@code apps/v1}
     * @param kind the kind of its items
     * @param json the item's UTF-8 JSON; kept, not copied
     */
    public static KubeObject of(String apiVersion, String kind, byte[] json) {
        return new KubeObject(apiVersion, kind, json, List.of(), null);
    }

    /**
     * An object that carries its own {@code apiVersion} and {@code kind}.
     *
     * @throws Problem if the bytes are not a JSON object with both
     */
    public static KubeObject of(byte[] json) {
        Header header = Header.read("", json, true);
        if (!header.hasType()) {
            throw new Problem(ExitCode.CORRUPT, ModelMessage.OBJECT_WITHOUT_KIND);
        }
        return new KubeObject(header.apiVersion(), header.kind(), json, List.of(), header);
    }

    /** An object built in memory; the tree is copied. */
    public static KubeObject of(JsonNode tree) {
        return of(Json.bytes(tree));
    }

    /** The same object, marked as less than what was stored; see {@link #missing()}. */
    public KubeObject lacking(List<String> what) {
        return new KubeObject(apiVersion, kind, json, List.copyOf(what), header);
    }

    /**
     * What the object lacks of what was stored, because it is newer than the program that read it: a field as
     * {@code core/v1.PodSpec field 77}, or {@code GROUP/VERSION Kind} where only the metadata could be read. Empty for a whole
     * object. An object that lacks something is <i>partial</i>, and is not restored without asking. The mark is not in the
     * JSON: whoever writes objects keeps it beside them ({@link PartialObjects}), whoever makes another object of this one
     * asks before.
     */
    public List<String> missing() {
        return missing;
    }

    /** {@code apps/v1}, or {@code v1} for the core group. */
    public String apiVersion() {
        return apiVersion;
    }

    /** The API group, empty for the core group. */
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    public String kind() {
        return kind;
    }

    /** The kind without its version, under the group where Kubernetes keeps it today. */
    public GroupKind groupKind() {
        return new GroupKind(group(), kind).canonical();
    }

    /** The namespace, empty for a cluster-scoped object. */
    public String namespace() {
        return header().namespace();
    }

    public String name() {
        return header().name();
    }

    /** The uid that the server assigned, empty where there is none. */
    public String uid() {
        return header().uid();
    }

    /** The resourceVersion that the object was read at, empty where there is none. */
    public String resourceVersion() {
        return header().resourceVersion();
    }

    public ObjectKey key() {
        return new ObjectKey(groupKind(), namespace(), name());
    }

    /** When the object was created, as it says itself. */
    public Optional<Instant> created() {
        try {
            return header().created().isEmpty() ? Optional.empty() : Optional.of(Instant.parse(header().created()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The JSON as it came, possibly without {@code apiVersion} and {@code kind}; not to be changed. */
    public byte[] json() {
        return json;
    }

    /**
     * A new tree of the object, the caller's to change, with {@code apiVersion} and {@code kind} first.
     *
     * @throws Problem if the bytes are not a JSON object
     */
    public ObjectNode tree() {
        try {
            if (Json.mapper().readTree(json) instanceof ObjectNode read) {
                ObjectNode tree = Json.object();
                tree.put("apiVersion", apiVersion).put("kind", kind);
                read.remove("apiVersion");
                read.remove("kind");
                tree.setAll(read);
                return tree;
            }
        } catch (IOException e) {
            throw header().notJson(kind, e);
        }
        throw new Problem(ExitCode.CORRUPT, ModelMessage.OBJECT_NOT_JSON, "not an object");
    }

    /**
     * Writes the object as one JSON document with {@code apiVersion} and {@code kind}; the rest is copied byte by byte.
     *
     * @throws IOException if the stream fails
     */
    public void writeTo(OutputStream out) throws IOException {
        Header read = header();
        if (!read.hasType()) {
            read = Header.read(kind, json, true);
        }
        if (read.hasType()) {
            out.write(json);
            return;
        }
        int brace = 0;
        while (json[brace] != '{') {
            brace++;
        }
        var type = new StringBuilder("{");
        if (read.apiVersion().isEmpty()) {
            type.append("\"apiVersion\":\"").append(apiVersion).append("\",");
        }
        if (read.kind().isEmpty()) {
            type.append("\"kind\":\"").append(kind).append("\",");
        }
        out.write(type.toString().getBytes(StandardCharsets.UTF_8));
        out.write(json, brace + 1, json.length - brace - 1);
    }

    private Header header() {
        Header read = header;
        if (read == null) {
            read = Header.read(kind, json, false);
            header = read;
        }
        return read;
    }

    @Override
    public String toString() {
        return apiVersion + " " + key();
    }
}
