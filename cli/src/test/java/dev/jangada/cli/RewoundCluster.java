package dev.jangada.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.Api;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.ControllerManager;
import dev.jangada.lab.EtcdCluster;
import dev.jangada.lab.EtcdMember;
import dev.jangada.lab.EtcdVersion;
import dev.jangada.lab.Watch;
import dev.jangada.lab.workload.Workload;
import dev.jangada.lab.workload.WorkloadLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A control plane whose etcd goes back to a snapshot: a server of any version takes its place, at its address, on what a restore makes
 * of the snapshot.
 */
final class RewoundCluster implements AutoCloseable {

    static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";

    private static final int OBJECTS = 400;
    /** More than what the API server writes for itself while a test looks. */
    private static final int CHANGES = 50;

    private final ControlPlane plane;
    private @Nullable EtcdCluster restored;

    private RewoundCluster(ControlPlane plane) {
        this.plane = plane;
    }

    /** A cluster with some hundred objects, among them two ConfigMaps that {@link #changeAfterSnapshot} is for. */
    static RewoundCluster start() {
        ControlPlane plane = ControlPlane.start();
        WorkloadLoader.load(plane, new Workload(7, OBJECTS), 8);
        plane.api().post(CONFIG_MAPS, Made.object("ConfigMap", "kept"));
        plane.api().post(CONFIG_MAPS, Made.object("ConfigMap", "deleted-later"));
        return new RewoundCluster(plane);
    }

    /** Whether its etcd is of a version. */
    boolean serves(EtcdVersion version) {
        return version == (restored == null ? EtcdVersion.V3_6 : restored.version());
    }

    ControlPlane plane() {
        return plane;
    }

    Api api() {
        return plane.api();
    }

    ServedObjects served() {
        return new ServedObjects(plane.api());
    }

    ControllerManager controllers() {
        return plane.controllerManager().orElseThrow();
    }

    /** Every object, of which there must be as many as a comparison is worth. */
    Map<String, JsonNode> everything() {
        Map<String, JsonNode> objects = served().all();
        assertThat(objects).hasSizeGreaterThan(OBJECTS);
        return objects;
    }

    /** A snapshot of whatever etcd serves now. */
    Path saved(Path file) {
        Ran saved = Ran.jangada(
                plane.kubeconfig(),
                "etcd",
                "save",
                file.toString(),
                "--endpoints",
                plane.etcd().endpoint());
        assertThat(saved.code()).as(saved.err()).isZero();
        return file;
    }

    /**
     * The etcd of the cluster goes on with what a restore makes of a snapshot.
     *
     * @param version of the server that takes it
     * @param apiServerGoesOn whether the API server lives through it
     * @param more options of the restore
     */
    void restore(Path snapshot, EtcdVersion version, boolean apiServerGoesOn, String... more) {
        // Of two flags that contradict each other the last one counts.
        String url = plane.etcd().endpoint();
        EtcdCluster next = EtcdCluster.prepare(options ->
                options.version(version).flags("--listen-client-urls=" + url, "--advertise-client-urls=" + url));
        EtcdMember member = next.member(0);
        var arguments = new ArrayList<>(List.of(
                "etcd",
                "restore",
                snapshot.toString(),
                "--data-dir",
                member.dataDirectory().toString(),
                "--name",
                member.name(),
                "--initial-cluster",
                next.initialCluster(),
                "--initial-cluster-token",
                next.token(),
                "--initial-advertise-peer-urls",
                member.peerUrl()));
        arguments.addAll(List.of(more));
        Ran ran = Ran.jangada(arguments.toArray(String[]::new));
        assertThat(ran.code()).as(ran.out() + ran.err()).isZero();
        if (!apiServerGoesOn) {
            plane.apiServer().stop();
        }
        endEtcd();
        restored = next;
        next.start();
        if (!apiServerGoesOn) {
            plane.apiServer().restart();
        }
        ServedObjects.eventually("the API server has found etcd again", () -> api().answers("/readyz"));
    }

    private void endEtcd() {
        EtcdCluster serving = restored;
        if (serving == null) {
            plane.etcd().stop();
        } else {
            serving.member(0).stop();
            serving.close();
        }
    }

    /** Changes that the snapshot does not have; gives the resourceVersion of the last one, which the watch has seen. */
    String changeAfterSnapshot(Watch watch) {
        raiseRevisionTo(plane.etcd().revision() + CHANGES);
        api().patch(
                        CONFIG_MAPS + "/kept",
                        Json.object().set("data", Json.object().put("changed", "later")));
        api().delete(CONFIG_MAPS + "/deleted-later");
        api().post(CONFIG_MAPS, Made.object("ConfigMap", "made-later"));
        return watch.await(event -> event.at("/object/metadata/name").asText().equals("made-later"))
                .orElseThrow()
                .at("/object/metadata/resourceVersion")
                .asText();
    }

    /** Writes until etcd has reached a revision. */
    void raiseRevisionTo(long revision) {
        while (plane.etcd().revision() < revision) {
            plane.etcd().put(Map.of("/no-object-of-kubernetes", new byte[0]));
        }
    }

    @Override
    public void close() {
        EtcdCluster serving = restored;
        plane.close();
        if (serving != null) {
            serving.close();
        }
    }
}
