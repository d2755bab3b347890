package dev.jangada.kube.model.transform;

import dev.jangada.kube.model.BuiltinKinds;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ResourceKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * How strategic merge patches treat the fields of a kind, from the table {@code merge-keys.txt}, which explains its own
 * form. It is not the table of the normal form: that one tells the items of a list apart as they are (two ports of a
 * Service may share a number), this one as Kubernetes' patches do.
 */
final class MergeKeys {

    private static final String FILE = "merge-keys.txt";
    private static final Map<String, List<String[]>> SECTIONS = read();
    private static final Set<GroupKind> BUILTIN =
            BuiltinKinds.all().stream().map(ResourceKind::groupKind).collect(Collectors.toUnmodifiableSet());

    private static final Map<GroupKind, MergeKeys> COMPILED = new ConcurrentHashMap<>();

    /** Of a field that the table does not name: maps are merged, lists replaced. */
    static final MergeKeys NONE = new MergeKeys();

    enum Strategy {
        /** Maps are merged, lists replaced. */
        USUAL,
        /** Items of a list are merged. */
        MERGE,
        /** A map is replaced. */
        REPLACE
    }

    private final Map<String, MergeKeys> fields = new HashMap<>();
    private Strategy strategy = Strategy.USUAL;
    private String key = "";

    private MergeKeys() {}

    /** The treatment of a kind; empty for one that Kubernetes does not have itself. */
    static Optional<MergeKeys> of(GroupKind kind) {
        GroupKind canonical = kind.canonical();
        if (!BUILTIN.contains(canonical)) {
            return Optional.empty();
        }
        return Optional.of(COMPILED.computeIfAbsent(canonical, wanted -> {
            var keys = new MergeKeys();
            compile("*", keys);
            if (SECTIONS.containsKey(wanted.toString())) {
                compile(wanted.toString(), keys);
            }
            return keys;
        }));
    }

    /** The treatment of a field; inside a list that is merged, of a field of its items. */
    MergeKeys field(String name) {
        return fields.getOrDefault(name, NONE);
    }

    Strategy strategy() {
        return strategy;
    }

    /** The field that makes items the same; empty where they are plain values. */
    String key() {
        return key;
    }

    private static void compile(String section, MergeKeys into) {
        for (String[] line : Objects.requireNonNull(SECTIONS.get(section), () -> FILE + ": no part " + section)) {
            MergeKeys at = into;
            for (String step : line[0].split("\\.", -1)) {
                at = at.fields.computeIfAbsent(step, name -> new MergeKeys());
            }
            switch (line[1]) {
                case "use" -> compile(line[2], at);
                case "merge" -> {
                    at.strategy = Strategy.MERGE;
                    at.key = line.length > 2 ? line[2] : "";
                }
                case "replace" -> at.strategy = Strategy.REPLACE;
                default -> throw new IllegalArgumentException(FILE + ": " + String.join(" ", line));
            }
        }
    }

    private static Map<String, List<String[]>> read() {
        try (var in = Objects.requireNonNull(MergeKeys.class.getResourceAsStream(FILE))) {
            var sections = new HashMap<String, List<String[]>>();
            List<String[]> section = new ArrayList<>();
            for (String raw : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                String line = raw.strip();
                if (line.startsWith("[")) {
                    section = sections.computeIfAbsent(line.substring(1, line.length() - 1), name -> new ArrayList<>());
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    section.add(line.split(" +", -1));
                }
            }
            return sections;
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }
}
