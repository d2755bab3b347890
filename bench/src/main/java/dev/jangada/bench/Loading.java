package dev.jangada.bench;

import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.workload.BulkLoader;
import dev.jangada.lab.workload.Workload;

/** A cluster for a benchmark: no controllers, so that nothing but the measured works, and many objects. */
final class Loading {

    private static final long SEED = 1;
    private static final int WRITERS = 8;

    private Loading() {}

    /** Starts a control plane and fills it. */
    static ControlPlane cluster(int objects) {
        ControlPlane cluster = ControlPlane.start(options -> options.withoutControllerManager());
        try {
            BulkLoader.load(cluster, new Workload(SEED, objects), WRITERS);
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }
}
