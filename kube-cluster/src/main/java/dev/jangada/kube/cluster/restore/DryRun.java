package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import java.util.Optional;

/** Lets the server say beforehand whether it will take a change ({@code dryRun=All}). */
final class DryRun {

    private final Changes changes;

    DryRun(Requests requests, RestoreOptions options, Changes.Look look) {
        this.changes = new Changes(requests, options, "&dryRun=All", look);
    }

    /**
     * That a change will be refused.
     *
     * @param why the server's words
     * @param immutable whether it is the object itself that cannot be changed so, rather than the user who may not
     */
    record Answer(Why why, boolean immutable) {}

    /** Whether a change will be refused; empty if it will not, or if a webhook keeps the server from saying. */
    Optional<Answer> refusal(How how, ResourceKind kind, KubeObject desired, KubeObject live) {
        try {
            var _ = changes.change(how, kind, desired, live, Owners.NONE);
            return Optional.empty();
        } catch (StatusFailure failure) {
            return isUnknown(failure)
                    ? Optional.empty()
                    : Optional.of(new Answer(refused(how, failure, desired), failure.status() == Refusal.INVALID));
        }
    }

    /** Webhooks with side effects cannot be asked; nor can what was asked then be known to fail. */
    static boolean isUnknown(StatusFailure failure) {
        return failure.getMessage().contains("does not support dry run");
    }

    static Why refused(How how, StatusFailure failure, KubeObject desired) {
        if (failure.status() != Refusal.CONFLICT) {
            return Words.refused(failure, desired);
        }
        return how == How.MERGE && !failure.getMessage().contains("uid")
                ? Why.of(RestoreMessage.CONFLICTS, Words.of(failure, desired))
                : Why.of(RestoreMessage.DRIFTED);
    }
}
