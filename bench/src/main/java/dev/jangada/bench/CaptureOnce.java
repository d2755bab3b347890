package dev.jangada.bench;

import dev.jangada.kube.cluster.KubeAccess;
import dev.jangada.kube.cluster.LiveCluster;
import dev.jangada.kube.model.Capture;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Selection;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * One capture of everything, each object taken and dropped, in a JVM of its own: prints seconds from before the first
 * request, objects and bytes.
 */
public final class CaptureOnce {

    private CaptureOnce() {}

    /** Arguments: kubeconfig, how many kinds at a time. */
    public static void main(String[] arguments) {
        var access = new KubeAccess(Optional.of(Path.of(arguments[0])), Optional.empty(), "live");
        var objects = new LongAdder();
        var bytes = new LongAdder();
        try (ObjectSource source = LiveCluster.open(access)) {
            Capture capture = Capture.run(
                    source,
                    source.kinds().all(),
                    Selection.ALL,
                    Integer.parseInt(arguments[1]),
                    kind -> (KubeObject object) -> {
                        objects.increment();
                        bytes.add(object.json().length);
                    });
            // The raw lists beside it, too, are timed from their first request, with keys and trust loaded before.
            double seconds =
                    Duration.between(source.provenance().asOf(), Instant.now()).toNanos() / 1e9;
            if (!capture.complete()) {
                throw new IllegalStateException(capture.gaps().toString());
            }
            System.out.println(seconds + " " + objects.sum() + " " + bytes.sum());
        }
    }
}
