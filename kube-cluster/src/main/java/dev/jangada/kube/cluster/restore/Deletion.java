package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.cluster.ResourcePath;
import dev.jangada.kube.cluster.client.ApiClient;
import dev.jangada.kube.cluster.client.ApiRequest;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import java.util.Optional;

/** Deletes objects: only what was planned, only if nothing is lost with it. */
final class Deletion {

    private static final GroupKind STATEFUL_SET = new GroupKind("apps", "StatefulSet");
    private static final int ATTEMPTS = 8;

    private final Target target;
    private final Requests requests;
    private final AsRestored asRestored;
    private final Contents contents;
    private final KeptVolumes volumes;

    Deletion(Target target, Requests requests, AsRestored asRestored) {
        this.target = target;
        this.requests = requests;
        this.asRestored = asRestored;
        this.contents = new Contents(target);
        this.volumes = new KeptVolumes(target, requests);
    }

    /**
     * Deletes what the source does not have, or a restore has made.
     *
     * @return why it stays; empty if it does not
     */
    Optional<Why> prune(PlanEntry entry) throws StatusFailure {
        Optional<KubeObject> live = target.find(entry.kind(), entry.namespace(), entry.name());
        if (live.isEmpty() || AsRestored.isTerminating(live.get())) {
            return Optional.empty();
        }
        if (!asRestored.isAsPlanned(live.get(), entry)) {
            return Optional.of(Why.of(RestoreMessage.DRIFTED));
        }
        Optional<ObjectKey> inside = contents.of(live.get());
        if (inside.isPresent()) {
            return Optional.of(Why.of(RestoreMessage.NOT_EMPTY, inside.get().toString()));
        }
        volumes.keep(entry.kind(), live.get());
        if (mayOwnClaims(entry.kind().groupKind())) {
            volumes.keepOwned(live.get());
        }
        return delete(entry, live.get(), "Background") ? Optional.empty() : Optional.of(Why.of(RestoreMessage.DRIFTED));
    }

    /**
     * Deletes an object whose successor is created at once.
     *
     * @return false if it is no longer what was planned, and stays
     */
    boolean deleteForSuccessor(PlanEntry entry, KubeObject live) throws StatusFailure {
        // What its controller made of a built-in kind is made again; what others own, claims say, must stay.
        boolean orphan = mayOwnClaims(entry.kind().groupKind());
        return delete(entry, live, orphan ? "Orphan" : "Background");
    }

    /** Claims of a StatefulSet can be deleted with it (persistentVolumeClaimRetentionPolicy), and operators own claims. */
    private static boolean mayOwnClaims(GroupKind kind) {
        return kind.equals(STATEFUL_SET)
                || (kind.group().contains(".") && !kind.group().endsWith(".k8s.io"));
    }

    private boolean delete(PlanEntry entry, KubeObject planned, String propagation) throws StatusFailure {
        KubeObject live = planned;
        for (int attempt = 1; ; attempt++) {
            try {
                delete(entry, live.uid(), live.resourceVersion(), propagation);
                return true;
            } catch (StatusFailure failure) {
                if (failure.status() == Refusal.NOT_FOUND) {
                    return true;
                }
                if (failure.status() != Refusal.CONFLICT || attempt == ATTEMPTS) {
                    throw failure;
                }
            }
            // Somebody has written meanwhile: a controller the status, as a rule.
            Optional<KubeObject> now = target.find(entry.kind(), entry.namespace(), entry.name());
            if (now.isEmpty()) {
                return true;
            }
            if (!asRestored.isAsPlanned(now.get(), entry)) {
                return false;
            }
            live = now.get();
        }
    }

    private void delete(PlanEntry entry, String uid, String version, String propagation) throws StatusFailure {
        ObjectNode body = Json.object().put("kind", "DeleteOptions").put("apiVersion", "v1");
        body.put("propagationPolicy", propagation);
        body.putObject("preconditions").put("uid", uid).put("resourceVersion", version);
        var nothing = KubeObject.of(Json.object().put("apiVersion", "v1").put("kind", "Status"));
        var _ = requests.once(
                ApiRequest.of(
                        "DELETE",
                        ResourcePath.object(entry.kind(), entry.namespace(), entry.name()),
                        ApiClient.JSON,
                        Json.bytes(body)),
                () -> target.find(entry.kind(), entry.namespace(), entry.name())
                                .filter(now -> now.uid().equals(uid) && !AsRestored.isTerminating(now))
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of(nothing));
    }
}
