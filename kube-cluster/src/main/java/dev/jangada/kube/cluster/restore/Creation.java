package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.ResourcePath;
import dev.jangada.kube.cluster.client.ApiClient;
import dev.jangada.kube.cluster.client.ApiRequest;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.cluster.restore.PlanEntry.Live;
import dev.jangada.kube.cluster.restore.Requests.Done;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.scrub.Scrubber;
import java.util.List;
import java.util.Optional;

/** Creates objects: one request each, as long as nothing comes in between. */
final class Creation {

    /** How often a request is repeated that met somebody else's, or came before its kind was served. */
    private static final int ATTEMPTS = 20;

    private final RestoreOptions options;
    private final Target target;
    private final Requests requests;
    private final Changes changes;
    private final AsRestored asRestored;
    private final Scrubber scrubber;
    private final Taken taken;
    private final Ledger ledger;

    Creation(
            RestoreOptions options,
            Target target,
            Requests requests,
            Changes changes,
            AsRestored asRestored,
            Scrubber scrubber,
            Ledger ledger) {
        this.options = options;
        this.target = target;
        this.requests = requests;
        this.changes = changes;
        this.asRestored = asRestored;
        this.scrubber = scrubber;
        this.taken = new Taken(target);
        this.ledger = ledger;
    }

    /** Creates an object for an entry. */
    Result create(int number, PlanEntry entry, KubeObject source, KubeObject desired, Owners owners)
            throws StatusFailure {
        if (entry.says(RestoreMessage.AWAITS_TERMINATION)) {
            ObjectApplier.awaitGone(
                    target, entry.kind(), desired, entry.live().map(Live::uid).orElse(""));
        }
        ApiRequest request = post(entry, body(entry, source, desired, owners), "");
        var pause = new Pause();
        for (int attempt = 1; ; attempt++) {
            try {
                Done done = requests.once(request, () -> asRestored.created(entry.kind(), desired));
                return Result.done(number, Outcome.CREATED, done.object(), done.warnings());
            } catch (StatusFailure failure) {
                boolean exists = failure.status() == Refusal.CONFLICT && !Refusal.isOfQuota(failure);
                if (exists) {
                    Optional<Result> found = meanwhile(number, entry, desired, owners);
                    if (found.isPresent()) {
                        return found.get();
                    }
                }
                boolean passes = exists || Refusal.isOfQuota(failure) || Refusal.isNotServed(failure);
                if (!passes || attempt == ATTEMPTS) {
                    Optional<Why> holder = taken.by(desired, failure);
                    if (holder.isPresent()) {
                        return Result.failed(number, holder.get());
                    }
                    throw failure;
                }
            }
            pause.take();
        }
    }

    /**
     * Makes sure that an object would be taken, before the one that has its name is deleted for it.
     *
     * @throws StatusFailure if it would not
     */
    void rehearse(PlanEntry entry, KubeObject source, KubeObject desired, Owners owners) throws StatusFailure {
        try {
            var _ = requests.repeatable(post(entry, body(entry, source, desired, owners), "&dryRun=All"));
        } catch (StatusFailure failure) {
            // The name is the last thing that the server looks at.
            if (failure.status() != Refusal.CONFLICT && !DryRun.isUnknown(failure)) {
                throw failure;
            }
        }
    }

    private byte[] body(PlanEntry entry, KubeObject source, KubeObject desired, Owners owners) throws StatusFailure {
        Optional<String> claim = entry.says(RestoreMessage.CLAIM_WAITS)
                ? asRestored.claim(desired.tree().path("spec").path("claimRef")).map(KubeObject::uid)
                : Optional.empty();
        return Json.bytes(Bodies.created(desired, source, owners, options.has(Choice.KEEP_SERVICE_ADDRESSES), claim));
    }

    private static ApiRequest post(PlanEntry entry, byte[] body, String more) {
        return ApiRequest.of(
                "POST",
                ResourcePath.collection(entry.kind(), entry.namespace()) + Changes.MANAGER + more,
                ApiClient.JSON,
                body);
    }

    /** Something of this name is there, which was not when it was planned; empty if it is gone again. */
    private Optional<Result> meanwhile(int number, PlanEntry entry, KubeObject desired, Owners owners)
            throws StatusFailure {
        ResourceKind kind = entry.kind();
        Optional<KubeObject> found = target.find(kind, desired.namespace(), desired.name());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        KubeObject live = found.get();
        if (AsRestored.isTerminating(live)) {
            boolean gone = kind.groupKind().equals(KindPlanner.NAMESPACE)
                    && ObjectApplier.awaitGone(target, kind, live, live.uid());
            return gone ? Optional.empty() : Optional.of(Result.failed(number, Why.of(RestoreMessage.BEING_DELETED)));
        }
        if (ledger.state().hasBegun(number, live.uid())) {
            return Optional.of(Result.done(number, Outcome.CREATED, live, List.of()));
        }
        if (asRestored.isMadeOf(live, desired)) {
            // By an earlier run that was cut off before it could write that down; or by another restore, whose it is.
            Outcome outcome = asRestored.isCreatedHere(live) ? Outcome.CREATED : Outcome.SAME;
            return Optional.of(Result.done(number, outcome, live, List.of()));
        }
        if (asRestored.is(live, desired)) {
            return Optional.of(Result.done(number, Outcome.SAME, live, List.of()));
        }
        boolean system = scrubber.apply(live) instanceof Scrubber.LeftOut(Scrubber.Reason reason)
                && reason == Scrubber.Reason.MADE_BY_SYSTEM;
        if (system) {
            // A new namespace is given its default account and the like before we come to them.
            Done done = changes.change(How.REPLACE, kind, desired, live, owners);
            return Optional.of(Result.done(number, Outcome.CHANGED, done.object(), done.warnings()));
        }
        return Optional.of(Result.failed(number, Why.of(RestoreMessage.DRIFTED)));
    }
}
