package dev.jangada.kube.cluster;

import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ResourceKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an API server serves.
 *
 * @param kinds every kind that can be listed, read and created, each once, at its preferred version
 * @param versions the versions of each of them, the preferred one first
 * @param gaps the group versions that did not say what they serve
 */
record Discovered(List<ResourceKind> kinds, Map<GroupKind, List<String>> versions, List<Gap> gaps) {

    private static final List<String> NEEDED_VERBS = List.of("list", "get", "create");

    Discovered {
        kinds = List.copyOf(kinds);
        versions = Map.copyOf(versions);
        gaps = List.copyOf(gaps);
    }

    /**
     * Picks out of everything that is served.
     *
     * @param served the resources in the server's order: groups by priority, in each its versions by preference
     */
    static Discovered of(List<ResourceKind> served, List<Gap> gaps) {
        var kinds = new LinkedHashMap<GroupKind, ResourceKind>();
        var versions = new LinkedHashMap<GroupKind, List<String>>();
        served.stream()
                .filter(kind -> kind.verbs().containsAll(NEEDED_VERBS))
                // A group that a kind has left (extensions) comes after the one where it lives today.
                .sorted(Comparator.comparing(
                        kind -> !kind.group().equals(kind.groupKind().group())))
                .forEach(kind -> {
                    ResourceKind chosen = kinds.computeIfAbsent(kind.groupKind(), key -> kind);
                    if (chosen.group().equals(kind.group())) {
                        versions.computeIfAbsent(kind.groupKind(), key -> new ArrayList<>())
                                .add(kind.version());
                    }
                });
        versions.replaceAll((kind, list) -> list.stream().distinct().toList());
        return new Discovered(List.copyOf(kinds.values()), versions, gaps);
    }
}
