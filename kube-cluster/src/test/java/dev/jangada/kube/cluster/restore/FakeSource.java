package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.BuiltinKinds;
import dev.jangada.kube.model.Coverage;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KindCatalog;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ObjectSink;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Provenance;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A source that holds what a test puts into it, as a dump would. */
final class FakeSource implements ObjectSource {

    private final String name;
    private final Map<ObjectKey, KubeObject> objects = new LinkedHashMap<>();
    private final List<ResourceKind> kinds = new ArrayList<>(BuiltinKinds.all());
    private Selection selection = Selection.ALL;
    private Scrub scrub = Scrub.NONE;
    private Optional<String> digest = Optional.of("0");

    FakeSource(String name) {
        this.name = name;
    }

    static FakeSource of(JsonNode... objects) {
        var source = new FakeSource("dump:test");
        for (JsonNode object : objects) {
            source.add(object);
        }
        return source;
    }

    FakeSource add(JsonNode object) {
        add(KubeObject.of((com.fasterxml.jackson.databind.node.ObjectNode) object));
        return this;
    }

    void add(KubeObject object) {
        objects.put(object.key(), object);
        if (object.groupKind().equals(KindPlanner.DEFINITION)) {
            Definitions.kind(object).ifPresent(kinds::add);
        }
    }

    FakeSource remove(ObjectKey key) {
        objects.remove(key);
        return this;
    }

    /** Holds a kind that no definition in it defines. */
    FakeSource knowing(ResourceKind kind) {
        kinds.add(kind);
        return this;
    }

    /** Says that it was captured with this selection. */
    FakeSource covering(Selection captured) {
        selection = captured;
        return this;
    }

    /** Says that this was taken out when it was captured. */
    FakeSource scrubbed(Scrub taken) {
        scrub = taken;
        return this;
    }

    /** Did not look at a kind. */
    FakeSource without(GroupKind kind) {
        kinds.removeIf(each -> each.groupKind().equals(kind));
        return this;
    }

    FakeSource digest(String other) {
        digest = Optional.of(other);
        return this;
    }

    @Override
    public Provenance provenance() {
        return new Provenance(
                name, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Instant.EPOCH);
    }

    @Override
    public Coverage coverage() {
        return new Coverage(
                kinds.stream().map(ResourceKind::groupKind).collect(Collectors.toSet()), selection, scrub, List.of());
    }

    @Override
    public KindCatalog kinds() {
        return new KindCatalog(name, kinds);
    }

    @Override
    public Reading read(ResourceKind kind, Selection selected, ObjectSink sink) {
        List<KubeObject> found = objects.values().stream()
                .filter(object -> object.groupKind().equals(kind.groupKind()) && selected.matches(object))
                .toList();
        found.forEach(sink::accept);
        return new Reading(kind, found.size(), 0, List.of(), false);
    }

    @Override
    public Optional<KubeObject> get(ResourceKind kind, String namespace, String objectName) {
        return Optional.ofNullable(objects.get(new ObjectKey(kind.groupKind(), namespace, objectName)));
    }

    @Override
    public List<String> versions(GroupKind kind) {
        return objects.values().stream()
                .filter(object -> object.groupKind().equals(kind))
                .map(object -> object.apiVersion().substring(object.apiVersion().indexOf('/') + 1))
                .distinct()
                .toList();
    }

    @Override
    public Optional<String> digest() {
        return digest;
    }

    @Override
    public void close() {}
}
