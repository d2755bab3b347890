package dev.jangada.bench;

import dev.jangada.kube.dump.DumpSource;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.order.Wave;
import dev.jangada.lab.Api;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/**
 * The limit of a restore: every object of a dump posted once, in an order that works, as many at a time as is best, nothing
 * planned, looked at, written down or tried again. Prints seconds and objects.
 */
public final class RawPostOnce {

    private static final int PARALLEL = 16;
    private static final String JSON = "application/json";

    private RawPostOnce() {}

    /** Arguments: key store, server, dump. */
    public static void main(String[] arguments) throws GeneralSecurityException, IOException, InterruptedException {
        var created = new LongAdder();
        try (Api api = new Api(arguments[1], RawOnce.context(Path.of(arguments[0])));
                DumpSource dump = DumpSource.open(Path.of(arguments[2]))) {
            long began = System.nanoTime();
            List<ResourceKind> kinds = dump.kinds().all().stream()
                    .sorted((one, other) -> Wave.order().compare(one.groupKind(), other.groupKind()))
                    .filter(kind -> !kind.kind().equals("Node"))
                    .toList();
            for (ResourceKind kind : kinds) {
                post(api, dump, kind, created);
                if (kind.kind().equals("CustomResourceDefinition")) {
                    awaitServed(api, dump);
                }
            }
            System.out.println((System.nanoTime() - began) / 1e9 + " " + created.sum());
        }
    }

    private static void post(Api api, DumpSource dump, ResourceKind kind, LongAdder created) {
        var turns = new Semaphore(PARALLEL);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var _ = dump.read(kind, Selection.ALL, object -> {
                turns.acquireUninterruptibly();
                threads.execute(() -> {
                    try {
                        String path =
                                api.resources().collection(object.apiVersion(), object.kind(), object.namespace());
                        // 409 is an object that the server has made by itself.
                        if (api.send("POST", path, bytes(object), JSON).status() == 201) {
                            created.increment();
                        }
                    } finally {
                        turns.release();
                    }
                });
            });
        }
    }

    private static void awaitServed(Api api, DumpSource dump) throws InterruptedException {
        for (ResourceKind kind : dump.kinds().all()) {
            String path = "/apis/" + kind.apiVersion();
            while (kind.group().contains(".example.com") && !api.answers(path)) {
                Thread.sleep(50);
            }
        }
    }

    private static byte[] bytes(KubeObject object) {
        var bytes = new ByteArrayOutputStream();
        try {
            object.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
