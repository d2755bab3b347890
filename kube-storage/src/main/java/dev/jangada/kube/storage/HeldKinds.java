package dev.jangada.kube.storage;

import dev.jangada.kube.model.BuiltinKinds;
import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.order.KindOrder;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The kinds that there are in an etcd: what its keys are of, named by Kubernetes' own list, by the definitions of custom
 * kinds, or by the objects themselves.
 */
final class HeldKinds {

    /** Kubernetes' own kinds are listed at v1 or later as soon as there is one. */
    private static final Pattern UNSTABLE = Pattern.compile("alpha|beta");

    private static final GroupKind DEFINITION = new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

    /**
     * A kind and where its objects are.
     *
     * @param kind at the version that the first object is stored in, or that its definition stores it in
     * @param directories its keys; empty if there is no object of it
     * @param custom its definition, if it is a custom kind
     */
    record Held(ResourceKind kind, List<KeyLayout.Directory> directories, Optional<CustomKind> custom) {

        int objects() {
            return directories.stream()
                    .mapToInt(directory -> directory.to() - directory.from())
                    .sum();
        }
    }

    private final Map<GroupKind, Held> held = new LinkedHashMap<>();
    private final List<Gap> gaps = new ArrayList<>();
    private final String source;
    private final StoredKeys keys;
    private final ValueDecoder decoder;

    private HeldKinds(String source, StoredKeys keys, ValueDecoder decoder) {
        this.source = source;
        this.keys = keys;
        this.decoder = decoder;
    }

    static HeldKinds of(String source, StoredKeys keys, KeyLayout layout, ValueDecoder decoder) {
        var kinds = new HeldKinds(source, keys, decoder);
        List<KeyLayout.Directory> directories = layout.directories(keys)
                .filter(directory -> !directory.resource().internal())
                .toList();
        Map<String, CustomKind> custom = kinds.definitions(directories);
        directories.forEach(directory -> kinds.add(directory, custom));
        custom.values().forEach(each -> kinds.addEmpty(each.kind(), Optional.of(each)));
        BuiltinKinds.all().forEach(each -> kinds.addEmpty(each, Optional.empty()));
        return kinds;
    }

    /** {@code GROUP/PLURAL} → what its definition says. */
    private Map<String, CustomKind> definitions(List<KeyLayout.Directory> directories) {
        var custom = new HashMap<String, CustomKind>();
        for (KeyLayout.Directory directory : directories) {
            if (!directory.resource().plural().equals("customresourcedefinitions")) {
                continue;
            }
            for (int i = directory.from(); i < directory.to(); i++) {
                StoredValue value = keys.get(i);
                try {
                    CustomKind kind = CustomKind.read(decoder.json(value, directory.resource()));
                    custom.put(kind.kind().group() + "/" + kind.kind().plural(), kind);
                } catch (IOException e) {
                    gaps.add(new Gap(
                            DEFINITION.toString(),
                            new Problem(
                                    e,
                                    ExitCode.CORRUPT,
                                    StorageMessage.BAD_DEFINITION,
                                    value.keyText(),
                                    source,
                                    "no group, names or versions")));
                } catch (Problem problem) {
                    gaps.add(new Gap(DEFINITION.toString(), problem));
                }
            }
        }
        return custom;
    }

    private void add(KeyLayout.Directory directory, Map<String, CustomKind> custom) {
        KeyLayout.Resource resource = directory.resource();
        CustomKind definition = custom.get(resource.group() + "/" + resource.plural());
        if (definition != null) {
            add(new Held(definition.kind(), List.of(directory), Optional.of(definition)));
            return;
        }
        Optional<ResourceKind> builtin = BuiltinKinds.all().stream()
                .filter(kind -> resource.builtin()
                        && kind.plural().equals(resource.plural())
                        && kind.groupKind().group().equals(resource.group()))
                .findFirst();
        try {
            TypeMeta type = decoder.type(keys.get(directory.from()), resource);
            add(new Held(named(type, builtin, directory), List.of(directory), Optional.empty()));
        } catch (Problem problem) {
            gaps.add(new Gap(
                    resource.group().isEmpty() ? resource.plural() : resource.plural() + "." + resource.group(),
                    problem));
            builtin.ifPresent(kind -> add(new Held(kind, List.of(directory), Optional.empty())));
        }
    }

    /** The kind that a first object is of; its names are Kubernetes' if it has it, else what can be told. */
    private ResourceKind named(TypeMeta type, Optional<ResourceKind> builtin, KeyLayout.Directory directory) {
        boolean namespaced = builtin.map(ResourceKind::namespaced)
                .orElseGet(() -> keys.get(directory.from())
                                .keyText()
                                .substring(directory.path().length() + 1)
                                .indexOf('/')
                        >= 0);
        return new ResourceKind(
                type.group(),
                type.version(),
                type.kind(),
                directory.resource().plural(),
                type.kind().toLowerCase(Locale.ROOT),
                builtin.map(ResourceKind::shortNames).orElse(List.of()),
                builtin.map(ResourceKind::categories).orElse(List.of()),
                namespaced,
                List.of());
    }

    private void add(Held more) {
        held.merge(more.kind().groupKind(), more, (one, other) -> {
            var directories = new ArrayList<>(one.directories());
            directories.addAll(other.directories());
            return new Held(one.kind(), List.copyOf(directories), one.custom());
        });
    }

    private void addEmpty(ResourceKind kind, Optional<CustomKind> custom) {
        held.putIfAbsent(kind.groupKind(), new Held(kind, List.of(), custom));
    }

    Optional<Held> find(GroupKind kind) {
        return Optional.ofNullable(held.get(kind.canonical()));
    }

    /** The kinds in the order of a dump; those that there are objects of before the others. */
    List<ResourceKind> all() {
        return held.values().stream()
                .sorted(Comparator.<Held, Boolean>comparing(
                                each -> each.directories().isEmpty())
                        .thenComparing(each -> each.kind().groupKind(), KindOrder.comparator()))
                .map(Held::kind)
                .toList();
    }

    /**
     * The kinds of which nothing else exists than what is here: those that there are objects of, those that are defined,
     * and those that every Kubernetes serves. One that never came to be more than alpha or beta is in few clusters, and
     * gone from newer ones; where there is no object of it, nothing says that this cluster knew it.
     */
    Set<GroupKind> groupKinds() {
        return held.values().stream()
                .filter(each -> !each.directories().isEmpty()
                        || each.custom().isPresent()
                        || !UNSTABLE.matcher(each.kind().version()).find())
                .map(each -> each.kind().groupKind())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is stored and cannot be read, as far as a look at the first object of each kind tells. */
    List<Gap> gaps() {
        return gaps;
    }
}
