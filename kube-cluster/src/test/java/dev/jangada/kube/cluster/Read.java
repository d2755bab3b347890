package dev.jangada.kube.cluster;

import dev.jangada.kube.cluster.FakeApiServer.Reply;
import dev.jangada.kube.cluster.FakeApiServer.Request;
import dev.jangada.kube.cluster.client.Environment;
import dev.jangada.kube.cluster.client.Patience;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSink;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.Selection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What came of reading the ConfigMaps of a {@link FakeApiServer}.
 *
 * @param names the names of the objects, in the order in which they came
 * @param expected how many were announced, each time that some were
 * @param requests the requests of lists
 */
record Read(List<String> names, List<Long> expected, Reading reading, List<Request> requests) {

    /** Reads all, with {@link KindReaderTest#SHORT} patience. */
    static Read of(Path folder, Function<Request, Reply> lists) {
        return of(folder, lists, Selection.ALL);
    }

    static Read of(Path folder, Function<Request, Reply> lists, Selection selection) {
        return of(folder, lists, selection, KindReaderTest.SHORT);
    }

    static Read of(Path folder, Function<Request, Reply> lists, Selection selection, Patience patience) {
        return of(folder, FakeApiServer.ofLists(lists), selection, patience);
    }

    /** Reads all from a server that streams its answers. */
    static Read ofStreaming(Path folder, Function<Request, Reply> lists) {
        return of(folder, FakeApiServer.ofLists("v1.34.0-rc.1+vendor", lists), Selection.ALL, KindReaderTest.SHORT);
    }

    private static Read of(Path folder, FakeApiServer fake, Selection selection, Patience patience) {
        try (FakeApiServer server = fake;
                LiveSource source = LiveCluster.open(server.access(folder), Environment.ofProcess(), patience)) {
            var names = new ArrayList<String>();
            var expected = new ArrayList<Long>();
            Reading reading = source.read(source.kinds().find("cm").getFirst(), selection, new ObjectSink() {
                @Override
                public void accept(KubeObject object) {
                    names.add(object.name());
                }

                @Override
                public void expect(long objects) {
                    expected.add(objects);
                }
            });
            return new Read(names, expected, reading, server.listRequests());
        }
    }
}
