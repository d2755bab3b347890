package dev.jangada.cli.source;

import dev.jangada.cli.command.Progress;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSink;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;

/** A source whose objects are counted as they go by, for {@link Progress}. */
public record ObservedSource(ObjectSource source, Progress progress) implements ForwardingSource {

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
}
