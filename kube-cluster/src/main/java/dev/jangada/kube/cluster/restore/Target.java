package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.cluster.client.ApiClient;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KindCatalog;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Provenance;
import dev.jangada.kube.model.ResourceKind;
import java.util.Optional;

/** Where the objects go: a running cluster, or another source, which can only be planned against. */
final class Target {

    private final ObjectSource source;
    private volatile KindCatalog kinds;

    Target(ObjectSource source) {
        this.source = source;
        this.kinds = source.kinds();
    }

    ObjectSource source() {
        return source;
    }

    boolean isLive() {
        return source instanceof LiveSource;
    }

    /**
     * Sends requests to the cluster.
     *
     * @throws IllegalStateException if the target is none
     */
    ApiClient client() {
        return live().client();
    }

    private LiveSource live() {
        if (source instanceof LiveSource live) {
            return live;
        }
        throw new IllegalStateException("the target is no running cluster");
    }

    /** A kind, if it is served now. */
    Optional<ResourceKind> kind(GroupKind kind) {
        return kinds.find(kind);
    }

    /** Asks once more which kinds there are. */
    void refresh() {
        kinds = live().served();
    }

    Optional<KubeObject> get(ResourceKind kind, String namespace, String name) {
        return source.get(kind, namespace, name);
    }

    PlanHeader.Target identity() {
        Provenance provenance = source.provenance();
        return new PlanHeader.Target(
                isLive() ? provenance.context().orElse("") : provenance.source(),
                isLive() ? provenance.server().orElse("") : "",
                provenance.clusterUid().orElse(""));
    }
}
