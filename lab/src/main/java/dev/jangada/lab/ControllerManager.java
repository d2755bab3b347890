package dev.jangada.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One kube-controller-manager: it binds volumes, makes ReplicaSets, Pods and default ServiceAccounts, and collects
 * garbage.
 */
public final class ControllerManager {

    private final Path folder;
    private final List<String> arguments;
    private final boolean detached;
    private Part part;

    private ControllerManager(Path folder, List<String> arguments, boolean detached) {
        this.folder = folder;
        this.arguments = arguments;
        this.detached = detached;
        this.part = Part.start(folder, "kube-controller-manager", arguments, detached);
    }

    static ControllerManager start(
            Path folder, Path kubeconfig, Credentials credentials, Options options, boolean detached) {
        var arguments = new ArrayList<>(List.of(
                "--kubeconfig=" + kubeconfig,
                "--service-account-private-key-file=" + credentials.file("service-account.key"),
                "--root-ca-file=" + credentials.file("ca.crt"),
                "--use-service-account-credentials",
                "--secure-port=0",
                "--leader-elect=false",
                // Nodes are plain objects without a kubelet: nobody is to find them dead and taint them.
                // And there are no metrics to scale by: the autoscaler would write an event every 15 seconds.
                "--controllers=*,-node-lifecycle-controller,-taint-eviction-controller,"
                        + "-horizontal-pod-autoscaler-controller",
                // Else whatever has happened to a volume is seen up to 15 seconds later.
                "--pvclaimbinder-sync-period=1s",
                "--kube-api-qps=1000",
                "--kube-api-burst=2000"));
        arguments.addAll(options.controllerManagerFlags);
        return new ControllerManager(folder, arguments, detached);
    }

    /** Kills it; the cluster's objects stay as they are from now on. */
    public void kill() {
        part.kill();
    }

    /** Starts it again after {@link #kill}. */
    public void restart() {
        part.kill();
        part = Part.start(folder, "kube-controller-manager", arguments, detached);
    }

    boolean alive() {
        return part.alive();
    }

    LabException failure(String what) {
        return part.failure(what);
    }
}
