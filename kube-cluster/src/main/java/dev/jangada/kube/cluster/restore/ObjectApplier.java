package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.cluster.ResourcePath;
import dev.jangada.kube.cluster.client.ApiRequest;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.cluster.restore.Requests.Done;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.scrub.Scrubber;
import dev.jangada.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Executes single entries of a plan. Safe for use by several threads. */
final class ObjectApplier {

    /** How long something that is being deleted is waited for. */
    private static final Duration LONGEST_DELETION = Duration.ofMinutes(10);

    /** How often a change is tried that met another writer's: a controller writes a status at any time. */
    private static final int ATTEMPTS = 12;

    private final RestoreOptions options;
    private final Target target;
    private final Requests requests;
    private final Changes changes;
    private final Creation creation;
    private final AsRestored asRestored;
    private final OwnerUids uids;
    private final Deletion deletion;
    private final Ledger ledger;

    ObjectApplier(
            RestoreOptions options,
            Target target,
            Requests requests,
            AsRestored asRestored,
            OwnerUids uids,
            Scrubber scrubber,
            Ledger ledger) {
        this.options = options;
        this.target = target;
        this.requests = requests;
        this.asRestored = asRestored;
        this.uids = uids;
        this.deletion = new Deletion(target, requests, asRestored);
        this.changes = new Changes(requests, options, "", asRestored);
        this.creation = new Creation(options, target, requests, changes, asRestored, scrubber, ledger);
        this.ledger = ledger;
    }

    /**
     * Creates or changes an object.
     *
     * @param source the object in the source
     * @param desired what it is to be in the target
     */
    Result apply(int number, PlanEntry entry, KubeObject source, KubeObject desired) {
        try {
            Owners owners = entry.ownersLater() ? Owners.NONE : uids.of(desired, entry.source());
            Result result = entry.action() == Action.CREATE
                    ? creation.create(number, entry, source, desired, owners)
                    : change(number, entry, source, desired, owners);
            uids.put(entry, result.uid());
            if (result.outcome() == Outcome.FAILED) {
                return result;
            }
            Result whole = more(result, entry, source);
            return owners.missing().isEmpty()
                    ? whole
                    : whole.failing(Why.of(
                            RestoreMessage.OWNER_MISSING,
                            owners.missing().getFirst().toString()));
        } catch (StatusFailure failure) {
            return Result.failed(number, Words.refused(failure, desired));
        }
    }

    private Result change(int number, PlanEntry entry, KubeObject source, KubeObject desired, Owners owners)
            throws StatusFailure {
        How how = entry.how().orElse(How.REPLACE);
        var pause = new Pause();
        for (int attempt = 1; ; attempt++) {
            Optional<KubeObject> found = target.find(entry.kind(), desired.namespace(), desired.name());
            if (found.isEmpty()) {
                // Deleted for its successor, by a run that was cut off then, or by somebody.
                return how == How.RECREATE
                        ? changed(creation.create(number, entry, source, desired, owners))
                        : Result.failed(number, Why.of(RestoreMessage.DRIFTED));
            }
            KubeObject live = found.get();
            if (!asRestored.isAsPlanned(live, entry)) {
                boolean leaving = how == How.RECREATE && isLeaving(live, entry);
                if (!leaving) {
                    return meanwhile(number, how, desired, live);
                }
            }
            try {
                if (how == How.RECREATE) {
                    return recreate(number, entry, source, desired, live, owners);
                }
                Done done = changes.change(how, entry.kind(), desired, live, owners);
                return Result.done(number, Outcome.CHANGED, done.object(), done.warnings());
            } catch (StatusFailure failure) {
                if (failure.status() != Refusal.CONFLICT || how == How.MERGE || attempt == ATTEMPTS) {
                    return Result.failed(number, DryRun.refused(how, failure, desired));
                }
            }
            pause.take();
        }
    }

    /** What is no longer as it was planned with is what it was to be, or is left alone. */
    private Result meanwhile(int number, How how, KubeObject desired, KubeObject live) {
        boolean asDesired = asRestored.is(live, desired) || (how == How.RECREATE && asRestored.isMadeOf(live, desired));
        if (!asDesired) {
            return Result.failed(number, Why.of(RestoreMessage.DRIFTED));
        }
        // By an earlier run that was cut off before it could write that down; or by somebody else.
        Outcome outcome = asRestored.isWrittenHere(live) ? Outcome.CHANGED : Outcome.SAME;
        return Result.done(number, outcome, live, List.of());
    }

    private Result recreate(
            int number, PlanEntry entry, KubeObject source, KubeObject desired, KubeObject live, Owners owners)
            throws StatusFailure {
        if (!AsRestored.isTerminating(live)) {
            creation.rehearse(entry, source, desired, owners);
            if (!deletion.deleteForSuccessor(entry, live)) {
                return Result.failed(number, Why.of(RestoreMessage.DRIFTED));
            }
        }
        if (!awaitGone(target, entry.kind(), live, live.uid())) {
            return Result.failed(number, Why.of(RestoreMessage.BEING_DELETED));
        }
        return changed(creation.create(number, entry, source, desired, owners));
    }

    /** Whether an object is the one that was planned to be deleted, and is on its way. */
    private static boolean isLeaving(KubeObject live, PlanEntry entry) {
        return AsRestored.isTerminating(live)
                && entry.live()
                        .filter(planned -> planned.uid().equals(live.uid()))
                        .isPresent();
    }

    private static Result changed(Result created) {
        return created.outcome() == Outcome.CREATED ? created.with(Outcome.CHANGED) : created;
    }

    /** Deletes what the source does not have. */
    Result prune(int number, PlanEntry entry) {
        try {
            Optional<Why> obstacle = deletion.prune(entry);
            return obstacle.map(why -> Result.failed(number, why)).orElseGet(() -> Result.deleted(number));
        } catch (StatusFailure failure) {
            return Result.failed(number, Why.of(RestoreMessage.REFUSED, failure.getMessage()));
        } catch (Problem problem) {
            if (problem.getCause() instanceof StatusFailure) {
                return Result.failed(number, Why.of(problem));
            }
            throw problem;
        }
    }

    /**
     * Waits until an object is gone.
     *
     * @param uid its uid; empty for whatever has its name
     * @return false if it is still there
     */
    static boolean awaitGone(Target target, ResourceKind kind, KubeObject object, String uid) throws StatusFailure {
        Instant until = Instant.now().plus(LONGEST_DELETION);
        var pause = new Pause();
        while (target.find(kind, object.namespace(), object.name())
                .filter(now -> uid.isEmpty() || now.uid().equals(uid))
                .isPresent()) {
            if (Instant.now().isAfter(until)) {
                return false;
            }
            pause.take();
        }
        return true;
    }

    /** Tells an object, now that they are there, who its owners are. */
    Optional<Why> own(PlanEntry entry, KubeObject desired) {
        try {
            Owners owners = uids.of(desired, entry.source());
            if (!owners.references().isEmpty()) {
                ObjectNode patch = Json.object();
                ObjectNode metadata = patch.putObject("metadata");
                owners.references().forEach(metadata.putArray("ownerReferences")::add);
                if (owners.missing().isEmpty()) {
                    metadata.putObject("annotations").putNull(Scrubber.OWNER_REFERENCES);
                }
                patch(entry.kind(), entry.target(), "", patch);
            }
            return owners.missing().isEmpty()
                    ? Optional.empty()
                    : Optional.of(Why.of(
                            RestoreMessage.OWNER_MISSING,
                            owners.missing().getFirst().toString()));
        } catch (StatusFailure failure) {
            return Optional.of(Words.refused(failure, desired));
        }
    }

    /** What takes a second request: status, and who set which field. What fails here is a warning. */
    private Result more(Result result, PlanEntry entry, KubeObject source) {
        boolean status = options.statusKinds().contains(entry.kind().resourceName())
                && source.tree().has("status");
        JsonNode fields = source.tree().path("metadata").path("managedFields");
        boolean managers = options.has(Choice.MANAGED_FIELDS) && !fields.isEmpty();
        if (!status && !managers) {
            return result;
        }
        ledger.begun(result);
        var warnings = new ArrayList<String>();
        if (status) {
            ObjectNode patch = Json.object();
            patch.set("status", source.tree().path("status"));
            more(entry, "/status", patch, source, warnings);
        }
        if (managers) {
            ObjectNode patch = Json.object();
            patch.putObject("metadata").set("managedFields", fields);
            more(entry, "", patch, source, warnings);
        }
        return result.warning(warnings);
    }

    private void more(PlanEntry entry, String subresource, ObjectNode patch, KubeObject source, List<String> warnings) {
        try {
            patch(entry.kind(), entry.target(), subresource, patch);
        } catch (StatusFailure failure) {
            warnings.add(patch.fieldNames().next() + ": " + Words.of(failure, source));
        }
    }

    private void patch(ResourceKind kind, ObjectKey key, String subresource, ObjectNode patch) throws StatusFailure {
        var _ = requests.repeatable(ApiRequest.of(
                "PATCH",
                ResourcePath.object(kind, key.namespace(), key.name()) + subresource + Changes.MANAGER,
                ApiRequest.MERGE_PATCH,
                Json.bytes(patch)));
    }
}
