package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.client.StatusFailure;

/** What the API server means by a refusal, where its status does not say enough. */
final class Refusal {

    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    static final int INVALID = 422;
    static final int TOO_MANY = 429;

    private Refusal() {}

    /** Whether the server could not ask an admission webhook: its own trouble by its status, but not one that passes. */
    static boolean isOfWebhook(StatusFailure failure) {
        return failure.getMessage().contains("failed calling webhook");
    }

    /**
     * Whether the same request may be answered otherwise later. A new quota counts nothing before its controller has
     * looked at it, and until then it refuses everything (checkRequest in the server's admission plugin resourcequota).
     */
    static boolean passes(StatusFailure failure) {
        return failure.passes()
                || (failure.status() == FORBIDDEN && failure.getMessage().contains("status unknown for quota"));
    }

    /** Whether two changes of a quota's status met, and not of the object itself. */
    static boolean isOfQuota(StatusFailure failure) {
        return failure.status() == CONFLICT && failure.getMessage().contains("on resourcequotas ");
    }

    /** Whether the path is not served, rather than the object not there. */
    static boolean isNotServed(StatusFailure failure) {
        return failure.status() == NOT_FOUND
                && (failure.getMessage().contains("could not find the requested resource")
                        || failure.getMessage().contains("page not found"));
    }
}
