package dev.jangada.kube.dump;

import dev.jangada.kube.model.BuiltinKinds;
import dev.jangada.kube.model.Coverage;
import dev.jangada.kube.model.Gap;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A cluster in memory: objects of built-in kinds and of one custom kind, which may fail to be read. */
class MemorySource implements ObjectSource {

    static final ResourceKind WIDGET = new ResourceKind(
            "example.org",
            "v1alpha2",
            "Widget",
            "widgets",
            "widget",
            List.of("wd"),
            List.of("toys"),
            true,
            List.of("list", "get", "create"));

    private final List<ResourceKind> kinds = new ArrayList<>(BuiltinKinds.all());
    private final Map<GroupKind, List<KubeObject>> objects = new LinkedHashMap<>();
    private final Map<GroupKind, Problem> failures = new HashMap<>();
    private final Map<GroupKind, List<String>> revisions = new HashMap<>();
    private final List<Gap> gaps = new ArrayList<>();

    MemorySource() {
        kinds.add(WIDGET);
    }

    MemorySource add(KubeObject object) {
        objects.computeIfAbsent(object.groupKind(), kind -> new ArrayList<>()).add(object);
        return this;
    }

    MemorySource add(String json) {
        return add(KubeObject.of(json.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    /** A kind fails after half of its objects. */
    MemorySource fail(GroupKind kind, Problem problem) {
        failures.put(kind, problem);
        return this;
    }

    MemorySource gap(Gap gap) {
        gaps.add(gap);
        return this;
    }

    MemorySource revisions(GroupKind kind, String... read) {
        revisions.put(kind, List.of(read));
        return this;
    }

    Map<GroupKind, List<KubeObject>> objects() {
        return objects;
    }

    @Override
    public Provenance provenance() {
        return new Provenance(
                "live:test",
                Optional.of("test"),
                Optional.of("https://127.0.0.1:6443"),
                Optional.of("6b0e5b2c-0000-4000-8000-000000000001"),
                Optional.of("v1.36.1"),
                Instant.parse("2026-11-22T03:00:00Z"));
    }

    @Override
    public Coverage coverage() {
        Set<GroupKind> covered = new TreeSet<>();
        kinds.forEach(kind -> covered.add(kind.groupKind()));
        return new Coverage(covered, Selection.ALL, Scrub.NONE, gaps);
    }

    @Override
    public KindCatalog kinds() {
        return new KindCatalog("live:test", kinds);
    }

    @Override
    public Reading read(ResourceKind kind, Selection selection, ObjectSink sink) {
        List<KubeObject> all = objects.getOrDefault(kind.groupKind(), List.of());
        Problem failure = failures.get(kind.groupKind());
        long taken = 0;
        long bytes = 0;
        for (KubeObject object : failure == null ? all : all.subList(0, all.size() / 2)) {
            if (selection.matches(object)) {
                sink.accept(object);
                taken++;
                bytes += object.json().length;
            }
        }
        if (failure != null) {
            throw failure;
        }
        List<String> readAt = revisions.getOrDefault(kind.groupKind(), List.of("100"));
        return new Reading(kind, taken, bytes, readAt, readAt.size() > 1);
    }

    @Override
    public Optional<KubeObject> get(ResourceKind kind, String namespace, String name) {
        return objects.getOrDefault(kind.groupKind(), List.of()).stream()
                .filter(object ->
                        object.namespace().equals(namespace) && object.name().equals(name))
                .findFirst();
    }

    @Override
    public List<String> versions(GroupKind kind) {
        return kinds().find(kind).map(ResourceKind::version).stream().toList();
    }

    @Override
    public void close() {}
}
