package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.cluster.ResourcePath;
import dev.jangada.kube.cluster.client.ApiClient;
import dev.jangada.kube.cluster.client.ApiRequest;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.cluster.restore.PlanEntry.Live;
import dev.jangada.kube.cluster.restore.Requests.Done;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.scrub.Scrubber;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Executes single entries of a plan. Safe for use by several threads. */
final class ObjectApplier {

    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    /** How long something that is being deleted is waited for. */
    private static final Duration LONGEST_DELETION = Duration.ofMinutes(10);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final RestoreOptions options;
    private final Target target;
    private final Requests requests;
    private final Changes changes;
    private final AsRestored asRestored;
    private final OwnerUids uids;
    private final Scrubber scrubber;
    private final Deletion deletion;

    ObjectApplier(
            RestoreOptions options,
            Target target,
            Requests requests,
            AsRestored asRestored,
            OwnerUids uids,
            Scrubber scrubber) {
        this.options = options;
        this.target = target;
        this.requests = requests;
        this.asRestored = asRestored;
        this.uids = uids;
        this.scrubber = scrubber;
        this.deletion = new Deletion(target, requests);
        this.changes = new Changes(requests, options, "", asRestored);
    }

    /**
     * Creates or changes an object.
     *
     * @param source the object in the source
     * @param desired what it is to be in the target
     */
    Result apply(int number, PlanEntry entry, KubeObject source, KubeObject desired) {
        try {
            Result result = entry.action() == Action.CREATE
                    ? create(number, entry, source, desired)
                    : change(number, entry, source, desired);
            uids.put(entry, result.uid());
            return result.outcome() == Outcome.FAILED ? result : more(result, entry, source);
        } catch (StatusFailure failure) {
            return Result.failed(number, DryRun.refused(failure));
        }
    }

    private Result create(int number, PlanEntry entry, KubeObject source, KubeObject desired) throws StatusFailure {
        ResourceKind kind = entry.kind();
        if (entry.why()
                .filter(why -> why.message() == RestoreMessage.AWAITS_TERMINATION)
                .isPresent()) {
            awaitGone(kind, desired, entry.live().map(Live::uid).orElse(""));
        }
        List<ObjectNode> owners = entry.ownersLater() ? List.of() : uids.references(desired, entry.source());
        byte[] body = Json.bytes(Bodies.created(desired, source, owners, options.has(Choice.KEEP_SERVICE_ADDRESSES)));
        try {
            Done done = requests.once(
                    ApiRequest.of(
                            "POST",
                            ResourcePath.collection(kind, desired.namespace()) + Changes.MANAGER,
                            ApiClient.JSON,
                            body),
                    () -> asRestored.created(kind, desired));
            return Result.done(number, Outcome.CREATED, done.object().uid(), done.warnings());
        } catch (StatusFailure failure) {
            if (failure.status() != CONFLICT) {
                throw failure;
            }
            return createdMeanwhile(number, entry, desired, owners);
        }
    }

    /** Something of this name is there, which was not when it was planned. */
    private Result createdMeanwhile(int number, PlanEntry entry, KubeObject desired, List<ObjectNode> owners)
            throws StatusFailure {
        Optional<KubeObject> found = target.get(entry.kind(), desired.namespace(), desired.name());
        if (found.isEmpty()) {
            return Result.failed(number, Why.of(RestoreMessage.DRIFTED));
        }
        KubeObject live = found.get();
        if (asRestored.is(live, desired)) {
            // By us, if an earlier run was cut off before it could write that down.
            Outcome outcome = AsRestored.isOurs(live) ? Outcome.CREATED : Outcome.SAME;
            return Result.done(number, outcome, live.uid(), List.of());
        }
        boolean system = scrubber.apply(live) instanceof Scrubber.LeftOut(Scrubber.Reason reason)
                && reason == Scrubber.Reason.MADE_BY_SYSTEM;
        if (system) {
            // A new namespace is given its default account and the like before we come to them.
            Done done = changes.change(How.REPLACE, entry.kind(), desired, live, owners);
            return Result.done(number, Outcome.CHANGED, done.object().uid(), done.warnings());
        }
        return Result.failed(number, Why.of(RestoreMessage.DRIFTED));
    }

    private Result change(int number, PlanEntry entry, KubeObject source, KubeObject desired) throws StatusFailure {
        Optional<KubeObject> found = target.get(entry.kind(), desired.namespace(), desired.name());
        boolean recreates = entry.how().filter(How.RECREATE::equals).isPresent();
        if (found.isEmpty()) {
            return recreates
                    ? create(number, entry, source, desired)
                    : Result.failed(number, Why.of(RestoreMessage.DRIFTED));
        }
        KubeObject live = found.get();
        if (!asRestored.isAsPlanned(live, entry)) {
            return asRestored.is(live, desired)
                    ? Result.done(number, Outcome.CHANGED, live.uid(), List.of())
                    : Result.failed(number, Why.of(RestoreMessage.DRIFTED));
        }
        if (recreates) {
            delete(entry.kind(), live);
            awaitGone(entry.kind(), live, live.uid());
            Result created = create(number, entry, source, desired);
            return created.outcome() == Outcome.CREATED
                    ? Result.done(number, Outcome.CHANGED, created.uid(), created.warnings())
                    : created;
        }
        List<ObjectNode> owners = uids.references(desired, entry.source());
        Done done = changes.change(entry.how().orElse(How.REPLACE), entry.kind(), desired, live, owners);
        return Result.done(number, Outcome.CHANGED, done.object().uid(), done.warnings());
    }

    /** Deletes what the source does not have. */
    Result prune(int number, PlanEntry entry) {
        try {
            Optional<KubeObject> live = target.get(entry.kind(), entry.namespace(), entry.name());
            if (live.isPresent()) {
                if (!asRestored.isAsPlanned(live.get(), entry)) {
                    return Result.failed(number, Why.of(RestoreMessage.DRIFTED));
                }
                Optional<ObjectKey> inside = deletion.inside(live.get());
                if (inside.isPresent()) {
                    return Result.failed(
                            number,
                            Why.of(RestoreMessage.NOT_EMPTY, inside.get().toString()));
                }
                delete(entry.kind(), live.get());
            }
            return Result.done(number, Outcome.DELETED, "", List.of());
        } catch (StatusFailure failure) {
            return Result.failed(number, DryRun.refused(failure));
        }
    }

    /** Deletes an object if it is still what was looked at; never what is on a volume with it. */
    private void delete(ResourceKind kind, KubeObject object) throws StatusFailure {
        KubeObject live = deletion.prepared(kind, object);
        ObjectNode body = Json.object().put("kind", "DeleteOptions").put("apiVersion", "v1");
        body.put("propagationPolicy", "Background");
        body.putObject("preconditions").put("uid", live.uid()).put("resourceVersion", live.resourceVersion());
        try {
            var _ = requests.once(
                    ApiRequest.of(
                            "DELETE",
                            ResourcePath.object(kind, live.namespace(), live.name()),
                            ApiClient.JSON,
                            Json.bytes(body)),
                    () -> target.get(kind, live.namespace(), live.name())
                                    .filter(now -> now.uid().equals(live.uid()))
                                    .isPresent()
                            ? Optional.empty()
                            : Optional.of(live));
        } catch (StatusFailure failure) {
            if (failure.status() != NOT_FOUND) {
                throw failure;
            }
        }
    }

    private void awaitGone(ResourceKind kind, KubeObject object, String uid) {
        Instant until = Instant.now().plus(LONGEST_DELETION);
        while (target.get(kind, object.namespace(), object.name())
                        .filter(now -> uid.isEmpty() || now.uid().equals(uid))
                        .isPresent()
                && Instant.now().isBefore(until)) {
            pause();
        }
    }

    static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while restoring");
        }
    }

    /** Tells an object, now that they are there, who its owners are. */
    Optional<Why> own(PlanEntry entry, KubeObject desired) {
        List<ObjectNode> owners = uids.references(desired, entry.source());
        if (owners.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode patch = Json.object();
        ObjectNode metadata = patch.putObject("metadata");
        owners.forEach(metadata.putArray("ownerReferences")::add);
        metadata.putObject("annotations").putNull(Scrubber.OWNER_REFERENCES);
        return patched(entry.kind(), desired.key(), "", patch);
    }

    /** What takes a second request: status, and who set which field. What fails here is a warning. */
    private Result more(Result result, PlanEntry entry, KubeObject source) {
        var warnings = new ArrayList<>(result.warnings());
        JsonNode status = options.statusKinds().contains(entry.kind().resourceName())
                ? source.tree().path("status")
                : Json.object();
        if (!status.isEmpty()) {
            ObjectNode patch = Json.object();
            patch.set("status", status);
            patched(entry.kind(), entry.target(), "/status", patch)
                    .ifPresent(why -> warnings.add("status: " + String.join(" ", why.arguments())));
        }
        if (options.has(Choice.MANAGED_FIELDS)) {
            JsonNode fields = source.tree().path("metadata").path("managedFields");
            if (!fields.isEmpty()) {
                ObjectNode patch = Json.object();
                patch.putObject("metadata").set("managedFields", fields);
                patched(entry.kind(), entry.target(), "", patch)
                        .ifPresent(why -> warnings.add("managedFields: " + String.join(" ", why.arguments())));
            }
        }
        return new Result(result.entry(), result.outcome(), result.uid(), result.why(), warnings);
    }

    private Optional<Why> patched(ResourceKind kind, ObjectKey key, String subresource, ObjectNode patch) {
        try {
            var _ = requests.repeatable(ApiRequest.of(
                    "PATCH",
                    ResourcePath.object(kind, key.namespace(), key.name()) + subresource + Changes.MANAGER,
                    ApiRequest.MERGE_PATCH,
                    Json.bytes(patch)));
            return Optional.empty();
        } catch (StatusFailure failure) {
            return Optional.of(DryRun.refused(failure));
        }
    }
}
