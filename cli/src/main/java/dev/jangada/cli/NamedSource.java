package dev.jangada.cli;

import dev.jangada.kube.model.Coverage;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KindCatalog;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSink;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Provenance;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import java.util.List;
import java.util.Optional;

/** A source under another name: one that is still right when the current context is another. */
record NamedSource(ObjectSource source, String name) implements ObjectSource {

    /** A source under the name that a plan keeps: {@code live} alone would mean another cluster tomorrow. */
    static ObjectSource lasting(ObjectSource source) {
        Provenance provenance = source.provenance();
        return provenance
                .context()
                .filter(_ -> Sources.isLive(provenance.source()))
                .<ObjectSource>map(context -> new NamedSource(source, Sources.live(context)))
                .orElse(source);
    }

    @Override
    public Provenance provenance() {
        Provenance it = source.provenance();
        return new Provenance(name, it.context(), it.server(), it.clusterUid(), it.kubernetesVersion(), it.asOf());
    }

    @Override
    public Coverage coverage() {
        return source.coverage();
    }

    @Override
    public KindCatalog kinds() {
        return source.kinds();
    }

    @Override
    public Reading read(ResourceKind kind, Selection selection, ObjectSink sink) {
        return source.read(kind, selection, sink);
    }

    @Override
    public Optional<KubeObject> get(ResourceKind kind, String namespace, String name) {
        return source.get(kind, namespace, name);
    }

    @Override
    public List<String> versions(GroupKind kind) {
        return source.versions(kind);
    }

    @Override
    public Optional<String> digest() {
        return source.digest();
    }

    @Override
    public void close() {
        source.close();
    }
}
