package dev.jangada.cli.source;

import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSink;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import java.util.Optional;

/**
 * A source whose objects may be less than what was stored, and that says so in the end, if nobody else has: an etcd, of which
 * a field or a kind is newer than this program, and what was written out of such a one.
 */
public interface WatchedSource extends ForwardingSource {

    /** What of its objects has gone by. */
    PartialWatch watch();

    @Override
    default Reading read(ResourceKind kind, Selection selection, ObjectSink sink) {
        return source().read(kind, selection, new ObjectSink() {
            @Override
            public void accept(KubeObject object) {
                sink.accept(watch().note(object));
            }

            @Override
            public void expect(long objects) {
                sink.expect(objects);
            }
        });
    }

    @Override
    default Optional<KubeObject> get(ResourceKind kind, String namespace, String name) {
        return source().get(kind, namespace, name).map(watch()::note);
    }

    @Override
    default void close() {
        watch().tell();
        source().close();
    }
}
