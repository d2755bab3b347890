package dev.jangada.cli.objects;

import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.workload.Workload;
import dev.jangada.lab.workload.WorkloadLoader;

/** The objects that the tests of reading share: loaded into the shared source cluster once, and left alone. */
final class SharedWorkload {

    static final long SEED = 20_170_801;
    static final int OBJECTS = 5_000;

    private static boolean loaded;

    private SharedWorkload() {}

    static Workload workload() {
        return new Workload(SEED, OBJECTS);
    }

    static synchronized void load(ControlPlane cluster) {
        if (!loaded) {
            WorkloadLoader.load(cluster, workload(), 8);
            loaded = true;
        }
    }
}
