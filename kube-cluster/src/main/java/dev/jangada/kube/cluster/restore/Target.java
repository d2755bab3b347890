package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.cluster.ResourcePath;
import dev.jangada.kube.cluster.client.ApiClient;
import dev.jangada.kube.cluster.client.Asking;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KindCatalog;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Provenance;
import dev.jangada.kube.model.ResourceKind;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** The kinds that are served now. */
    KindCatalog served() {
        return kinds;
    }

    /**
     * Asks whether a kind that was not served is by now; only its group and version are looked at, because all of them are
     * much to read.
     *
     * @throws dev.jangada.problem.Problem if nobody answers
     */
    boolean comesToServe(ResourceKind kind) {
        Optional<ResourceKind> served = live().served(kind.group(), kind.version()).stream()
                .filter(each -> each.groupKind().equals(kind.groupKind()))
                .findFirst();
        served.ifPresent(each -> kinds = new KindCatalog(
                source.provenance().source(),
                Stream.concat(kinds.all().stream(), Stream.of(each)).toList()));
        return served.isPresent();
    }

    Optional<KubeObject> get(ResourceKind kind, String namespace, String name) {
        return source.get(kind, namespace, name);
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
        Provenance provenance = source.provenance();
        return new PlanHeader.Target(
                isLive() ? provenance.context().orElse("") : provenance.source(),
                isLive() ? provenance.server().orElse("") : "",
                provenance.clusterUid().orElse(""));
    }
}
