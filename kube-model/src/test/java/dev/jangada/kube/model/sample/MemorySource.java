package dev.jangada.kube.model.sample;

import dev.jangada.kube.model.Coverage;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KindCatalog;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSink;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Provenance;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A source whose objects are in memory; kinds can be made to fail. */
public final class MemorySource implements ObjectSource {

    private final List<KubeObject> objects;
    private final Map<GroupKind, ResourceKind> kinds = new LinkedHashMap<>();
    private final Map<GroupKind, Problem> failures = new HashMap<>();
    private final Selection selection;
    private final Scrub scrub;

    public MemorySource(Collection<KubeObject> objects, Selection selection, Scrub scrub) {
        this.objects = new ArrayList<>(objects);
        this.selection = selection;
        this.scrub = scrub;
        objects.forEach(object -> covering(kind(object)));
    }

    public static MemorySource of(Collection<KubeObject> objects) {
        return new MemorySource(objects, Selection.ALL, Scrub.NONE);
    }

    /** This source, covering a kind of which it may have no object. */
    public MemorySource covering(ResourceKind kind) {
        kinds.putIfAbsent(kind.groupKind(), kind);
        return this;
    }

    /** This source, failing half-way through a kind. */
    public MemorySource failing(GroupKind kind, Problem problem) {
        failures.put(kind, problem);
        return this;
    }

    public static ResourceKind kind(KubeObject object) {
        String apiVersion = object.apiVersion();
        String plural = object.kind().toLowerCase(Locale.ROOT) + "s";
        return new ResourceKind(
                object.group(),
                apiVersion.substring(apiVersion.indexOf('/') + 1),
                object.kind(),
                plural,
                object.kind().toLowerCase(Locale.ROOT),
                List.of(),
                List.of(),
                !object.namespace().isEmpty(),
                List.of());
    }

    @Override
    public Provenance provenance() {
        return new Provenance(
                "memory", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Instant.EPOCH);
    }

    @Override
    public Coverage coverage() {
        return new Coverage(kinds.keySet(), selection, scrub, List.of());
    }

    @Override
    public KindCatalog kinds() {
        return new KindCatalog("memory", List.copyOf(kinds.values()));
    }

    @Override
    public Reading read(ResourceKind kind, Selection wanted, ObjectSink sink) {
        List<KubeObject> found = objects.stream()
                .filter(object -> object.groupKind().equals(kind.groupKind()))
                .filter(wanted::matches)
                .collect(Collectors.toList());
        Problem failure = failures.get(kind.groupKind());
        if (failure != null) {
            found.stream().limit(found.size() / 2).forEach(sink::accept);
            throw failure;
        }
        found.forEach(sink::accept);
        return new Reading(kind, found.size(), 0, List.of(), false);
    }

    @Override
    public Optional<KubeObject> get(ResourceKind kind, String namespace, String name) {
        return objects.stream()
                .filter(object -> object.groupKind().equals(kind.groupKind()))
                .filter(object ->
                        object.namespace().equals(namespace) && object.name().equals(name))
                .findFirst();
    }

    @Override
    public List<String> versions(GroupKind kind) {
        ResourceKind found = kinds.get(kind.canonical());
        return found == null ? List.of() : List.of(found.version());
    }

    @Override
    public void close() {}
}
