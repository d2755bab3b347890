package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import java.util.List;
import java.util.Optional;

/** Lets the server say beforehand whether it will take a change ({@code dryRun=All}). */
final class DryRun {

    private final Changes changes;

    DryRun(Requests requests, RestoreOptions options, Changes.Look look) {
        this.changes = new Changes(requests, options, "&dryRun=All", look);
    }

    /** Why a change will be refused; empty if it will not, or if a webhook keeps the server from saying. */
    Optional<Why> refusal(How how, ResourceKind kind, KubeObject desired, KubeObject live) {
        try {
            var _ = changes.change(how, kind, desired, live, List.of());
            return Optional.empty();
        } catch (StatusFailure failure) {
            // Webhooks with side effects cannot be asked; nor can what was asked then be known to fail.
            boolean unknown = String.valueOf(failure.getMessage()).contains("does not support dry run");
            return unknown ? Optional.empty() : Optional.of(refused(failure));
        }
    }

    static Why refused(StatusFailure failure) {
        return Why.of(
                failure.status() == 409 ? RestoreMessage.CONFLICTS : RestoreMessage.REFUSED,
                String.valueOf(failure.getMessage()));
    }
}
