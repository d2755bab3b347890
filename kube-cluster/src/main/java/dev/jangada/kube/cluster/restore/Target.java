package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.cluster.ResourcePath;
import dev.jangada.kube.cluster.client.ApiClient;
import dev.jangada.kube.cluster.client.Asking;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KindCatalog;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import java.util.Optional;

/** The cluster that is written to. */
final class Target {

    private final LiveSource live;
    private volatile KindCatalog kinds;

    Target(LiveSource live) {
        this.live = live;
        this.kinds = live.kinds();
    }

    LiveSource live() {
        return live;
    }

    ApiClient client() {
        return live.client();
    }

    /** A kind, if it is served now. */
    Optional<ResourceKind> kind(GroupKind kind) {
        return kinds.find(kind);
    }

    /** The kinds that are served now. */
    KindCatalog served() {
        return kinds;
    }

    /** Asks once more which kinds there are. */
    void refresh() {
        kinds = live.served();
    }

    Optional<KubeObject> get(ResourceKind kind, String namespace, String name) {
        return live.get(kind, namespace, name);
    }

    /**
     * The same, for who goes on with other objects when the server refuses to show this one.
     *
     * @throws StatusFailure if it does
     */
    Optional<KubeObject> find(ResourceKind kind, String namespace, String name) throws StatusFailure {
        String path = ResourcePath.object(kind, namespace, name);
        try {
            return Optional.of(KubeObject.of(client().fetch(path, ApiClient.JSON, Asking.READING)));
        } catch (StatusFailure failure) {
            if (failure.status() == Refusal.NOT_FOUND) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    PlanHeader.Target identity() {
        return new PlanHeader.Target(
                live.provenance().context().orElse(""),
                live.provenance().server().orElse(""),
                live.provenance().clusterUid().orElse(""));
    }
}
