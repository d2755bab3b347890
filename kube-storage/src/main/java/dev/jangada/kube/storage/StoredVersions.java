package dev.jangada.kube.storage;

import dev.jangada.problem.Problem;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which versions the objects of a kind are stored in: an object keeps its own until somebody writes it again. */
record StoredVersions(StoredKeys keys, ValueDecoder decoder) {

    /** The versions, the most frequent first; that of the kind itself if there is no object. */
    List<String> of(HeldKinds.Held kind) {
        if (kind.kind().group().isEmpty()) {
            // The core group has had one version since Kubernetes 1.0, and its kinds are the ones of which there are
            // many.
            return List.of(kind.kind().version());
        }
        Map<String, Integer> counts = new HashMap<>();
        for (KeyLayout.Directory directory : kind.directories()) {
            for (int i = directory.from(); i < directory.to(); i++) {
                // A version's name means something within its group only, and groups that moved are one kind here.
                type(i, directory)
                        .filter(type -> type.group().equals(kind.kind().group()))
                        .ifPresent(type -> counts.merge(type.version(), 1, Integer::sum));
            }
        }
        if (counts.isEmpty()) {
            return List.of(kind.kind().version());
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What cannot be read has no version to tell; reading the kind says why. */
    private Optional<TypeMeta> type(int i, KeyLayout.Directory directory) {
        try {
            return Optional.of(decoder.type(keys.get(i), directory.resource()));
        } catch (Problem unreadable) {
            return Optional.empty();
        }
    }
}
