package dev.jangada.kube.storage;

import dev.jangada.kube.model.BuiltinKinds;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the API server keeps which object: {@code PREFIX/RESOURCE/[NAMESPACE/]NAME}, with the group before the resource
 * for what is not built in, and some odd names. Source: the storage of each resource in kubernetes/pkg/registry.
 */
public final class KeyLayout {

    /** What {@code --etcd-prefix} is if nobody says otherwise. */
    public static final String DEFAULT_PREFIX = "/registry";

    /** OpenShift's two API servers have one each. */
    static final List<String> KNOWN_PREFIXES = List.of(DEFAULT_PREFIX, "/kubernetes.io", "/openshift.io");

    /** Every cluster has this namespace, and nothing else has a key like it. */
    static final String WITNESS = "/namespaces/kube-system";

    /** By the resource's name with its group; of all others the path is the plural. */
    private static final Map<String, String> ODD_PATHS = Map.of(
            "nodes", "minions",
            "services", "services/specs",
            "endpoints", "services/endpoints",
            "replicationcontrollers", "controllers",
            "ingresses.networking.k8s.io", "ingress",
            "podsecuritypolicies.policy", "podsecuritypolicy",
            "apiservices.apiregistration.k8s.io", "apiregistration.k8s.io/apiservices",
            "customresourcedefinitions.apiextensions.k8s.io", "apiextensions.k8s.io/customresourcedefinitions");

    /** What API servers keep for themselves. */
    private static final Set<String> INTERNAL = Set.of("masterleases", "peerserverleases", "ranges");

    private static final Map<String, Resource> BUILTIN = builtin();

    private final List<String> prefixes;

    private KeyLayout(List<String> prefixes) {
        this.prefixes = List.copyOf(prefixes);
    }

    /**
     * A kind of key.
     *
     * @param group the API group, empty for the core group; empty too for what is neither built in nor has a group in
     *     its path
     * @param plural the resource's name
     * @param path what stands between the prefix and the namespace or name
     * @param builtin whether Kubernetes itself serves it
     * @param internal whether API servers keep it for themselves, and no client can read it
     */
    public record Resource(String group, String plural, String path, boolean builtin, boolean internal) {}

    /**
     * Where an object is.
     *
     * @param resource which kind of key
     * @param namespace the namespace, empty if there is none
     * @param name the object's name
     */
    public record Place(Resource resource, String namespace, String name) {}

    private static Map<String, Resource> builtin() {
        var byPath = new HashMap<String, Resource>();
        for (ResourceKind kind : BuiltinKinds.all()) {
            String path = path(kind);
            byPath.putIfAbsent(path, new Resource(kind.groupKind().group(), kind.plural(), path, true, false));
        }
        INTERNAL.forEach(path -> byPath.put(path, new Resource("", path, path, true, true)));
        return Map.copyOf(byPath);
    }

    private static String path(ResourceKind kind) {
        String group = kind.groupKind().group();
        String resource = group.isEmpty() ? kind.plural() : kind.plural() + "." + group;
        return isBuiltin(kind) ? ODD_PATHS.getOrDefault(resource, kind.plural()) : kind.group() + "/" + kind.plural();
    }

    private static boolean isBuiltin(ResourceKind kind) {
        return BuiltinKinds.all().stream().anyMatch(each -> each.groupKind().equals(kind.groupKind()));
    }

    /** The layout under given prefixes, each without a slash at its end. */
    static KeyLayout under(List<String> prefixes) {
        return new KeyLayout(prefixes);
    }

    /**
     * The layout that keys have.
     *
     * @param keys the keys
     * @param source what a user calls their source
     * @param prefix the API server's {@code --etcd-prefix}; if empty it is found out
     * @throws Problem if there is nothing under the prefix, or none can be found
     */
    public static KeyLayout of(StoredKeys keys, String source, Optional<String> prefix) {
        if (prefix.isPresent()) {
            String given = normal(prefix.get());
            if (!holds(keys, given)) {
                throw new Problem(ExitCode.USAGE, StorageMessage.NO_SUCH_PREFIX, source, given);
            }
            return new KeyLayout(List.of(given));
        }
        List<String> known =
                KNOWN_PREFIXES.stream().filter(each -> holds(keys, each)).toList();
        return new KeyLayout(known.isEmpty() ? List.of(found(keys, source)) : known);
    }

    /** Whether a prefix is one that is looked for without being told. */
    public static boolean isUsual(String prefix) {
        return KNOWN_PREFIXES.contains(prefix);
    }

    /** A prefix as it stands before keys, however a user writes it: with a slash before it, and none behind. */
    static String normal(String prefix) {
        return "/" + prefix.replaceAll("^/+|/+$", "");
    }

    private static boolean holds(StoredKeys keys, String prefix) {
        return keys.lowerBound(bytes(prefix + "/")) < keys.lowerBound(bytes(prefix + "0"));
    }

    private static String found(StoredKeys keys, String source) {
        for (int i = 0; i < keys.size(); i++) {
            String key = keys.get(i).keyText();
            if (key.startsWith("/") && key.endsWith(WITNESS)) {
                return key.substring(0, key.length() - WITNESS.length());
            }
        }
        throw new Problem(ExitCode.FAILED, StorageMessage.NOT_KUBERNETES, source, keys.size());
    }

    /** The prefixes, each without a slash at its end. */
    public List<String> prefixes() {
        return prefixes;
    }

    /** What a key is, empty if it is none of Kubernetes' (for example {@code compact_rev_key}). */
    public Optional<Place> place(String key) {
        return prefixes.stream()
                .filter(prefix -> key.startsWith(prefix + "/"))
                .findFirst()
                .map(prefix -> placeUnder(key.substring(prefix.length() + 1)));
    }

    private static Place placeUnder(String rest) {
        Resource resource = resource(rest);
        String behind = rest.length() <= resource.path.length() ? "" : rest.substring(resource.path.length() + 1);
        int slash = behind.indexOf('/');
        return slash < 0
                ? new Place(resource, "", behind)
                : new Place(resource, behind.substring(0, slash), behind.substring(slash + 1));
    }

    private static Resource resource(String rest) {
        int slash = rest.indexOf('/');
        int second = slash < 0 ? -1 : rest.indexOf('/', slash + 1);
        String one = slash < 0 ? rest : rest.substring(0, slash);
        String two = second < 0 ? rest : rest.substring(0, second);
        Resource known = BUILTIN.getOrDefault(two, BUILTIN.get(one));
        if (known != null) {
            return known;
        }
        return one.indexOf('.') >= 0 && slash >= 0
                ? new Resource(one, two.substring(slash + 1), two, false, false)
                : new Resource("", one, one, false, false);
    }

    /**
     * The keys where an object may be, so that it is found without looking through all. For a kind that is not known to be
     * built in these are two under each prefix: it may be a custom one, or Kubernetes' own and newer or older than this
     * program.
     *
     * @param kind its kind; only group, kind and plural count
     * @param namespace its namespace, empty for a cluster-scoped kind
     * @param name its name
     */
    public List<byte[]> keys(ResourceKind kind, String namespace, String name) {
        String behind = "/" + (namespace.isEmpty() ? "" : namespace + "/") + name;
        return prefixes.stream()
                .flatMap(prefix -> Stream.of(path(kind), isBuiltin(kind) ? path(kind) : kind.plural())
                        .distinct()
                        .map(path -> prefix + "/" + path))
                .map(path -> bytes(path + behind))
                .toList();
    }

    /** Every resource that there are keys of, with the numbers of its keys. */
    Stream<Directory> directories(StoredKeys keys) {
        return prefixes.stream().flatMap(prefix -> directories(keys, prefix));
    }

    private static Stream<Directory> directories(StoredKeys keys, String prefix) {
        var found = Stream.<Directory>builder();
        int end = keys.lowerBound(bytes(prefix + "0"));
        for (int at = keys.lowerBound(bytes(prefix + "/")); at < end; ) {
            Resource resource = resource(keys.get(at).keyText().substring(prefix.length() + 1));
            String path = prefix + "/" + resource.path;
            int to = Math.max(at + 1, keys.lowerBound(bytes(path + "0")));
            found.add(new Directory(resource, path, at, to));
            at = to;
        }
        return found.build();
    }

    /**
     * The keys of one resource.
     *
     * @param path the whole path, with the prefix and without a slash at its end
     * @param from the number of the first key
     * @param to the number behind the last one
     */
    record Directory(Resource resource, String path, int from, int to) {}

    static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
