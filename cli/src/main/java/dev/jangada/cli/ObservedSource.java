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

/** A source whose objects are counted as they go by, for {@link Progress}. */
record ObservedSource(ObjectSource source, Progress progress) implements ObjectSource {

    @Override
    public Reading read(ResourceKind kind, Selection selection, ObjectSink sink) {
        return source.read(kind, selection, new ObjectSink() {
            @Override
            public void accept(KubeObject object) {
                progress.step(object.json().length);
                sink.accept(object);
            }

            @Override
            public void expect(long objects) {
                progress.expect(objects);
                sink.expect(objects);
            }
        });
    }

    @Override
    public Provenance provenance() {
        return source.provenance();
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
