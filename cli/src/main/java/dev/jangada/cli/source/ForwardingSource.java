package dev.jangada.cli.source;

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

/** A source that passes everything on to another one, but for what it does differently. */
interface ForwardingSource extends ObjectSource {

    /** The other one. */
    ObjectSource source();

    @Override
    default Provenance provenance() {
        return source().provenance();
    }

    @Override
    default Coverage coverage() {
        return source().coverage();
    }

    @Override
    default KindCatalog kinds() {
        return source().kinds();
    }

    @Override
    default Reading read(ResourceKind kind, Selection selection, ObjectSink sink) {
        return source().read(kind, selection, sink);
    }

    @Override
    default Optional<KubeObject> get(ResourceKind kind, String namespace, String name) {
        return source().get(kind, namespace, name);
    }

    @Override
    default List<String> versions(GroupKind kind) {
        return source().versions(kind);
    }

    @Override
    default Optional<String> digest() {
        return source().digest();
    }

    @Override
    default void close() {
        source().close();
    }
}
