package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.client.ApiClient;
import dev.jangada.kube.cluster.client.ApiRequest;
import dev.jangada.kube.cluster.client.ApiResponse;
import dev.jangada.kube.cluster.client.Retries;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Sends requests until they are decided: done, refused, or given up because nobody answers. */
final class Requests {

    private static final int TOO_MANY = 429;
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    private final ApiClient client;
    private final Throttle throttle;

    Requests(ApiClient client, Throttle throttle) {
        this.client = client;
        this.throttle = throttle;
    }

    /**
     * That a request was done.
     *
     * @param object what the server has now, perhaps only its metadata
     * @param warnings what the server remarks
     */
    record Done(KubeObject object, List<String> warnings) {}

    /**
     * Sends a request that may be sent again.
     *
     * @throws StatusFailure if the server refuses
     * @throws Problem if nobody answers
     */
    Done repeatable(ApiRequest request) throws StatusFailure {
        return send(request, Optional::empty);
    }

    /**
     * Sends a request that must not be done twice. When its answer is lost, or says that what was asked for is there
     * already and an answer was lost before, a look decides.
     *
     * @param look finds what the request would have made, if it is there
     * @throws StatusFailure if the server refuses
     * @throws Problem if nobody answers
     */
    Done once(ApiRequest request, Supplier<Optional<KubeObject>> look) throws StatusFailure {
        return send(request, look);
    }

    private Done send(ApiRequest request, Supplier<Optional<KubeObject>> look) throws StatusFailure {
        Retries retries = client.retries();
        boolean mayBeDone = false;
        while (true) {
            try (ApiResponse response = client.send(request)) {
                if (response.ok()) {
                    throttle.answered();
                    return new Done(KubeObject.of(response.body().readAllBytes()), response.warnings());
                }
                StatusFailure failure = response.failure();
                boolean tooMany = failure.status() == TOO_MANY;
                if (tooMany) {
                    throttle.refused();
                } else {
                    // What the server could not finish in time may yet be done.
                    mayBeDone |= passes(failure);
                    boolean gone = failure.status() == NOT_FOUND || failure.status() == CONFLICT;
                    if (mayBeDone && (gone || passes(failure))) {
                        Optional<KubeObject> found = look.get();
                        if (found.isPresent()) {
                            return new Done(found.get(), List.of());
                        }
                    }
                }
                if (!failure.passes()
                        || !retries.again(failure, client.problems().of(failure, request.toString()))) {
                    throw failure;
                }
            } catch (IOException e) {
                Problem why = client.problems().of(e);
                if (!client.problems().passes(e) || !retries.againWithoutAnswer(why)) {
                    throw why;
                }
                if (!(e instanceof ConnectException)) {
                    mayBeDone = true;
                    Optional<KubeObject> found = look.get();
                    if (found.isPresent()) {
                        return new Done(found.get(), List.of());
                    }
                }
            }
        }
    }

    /** A webhook that does not answer is the server's trouble by its status, but not one that passes soon. */
    private static boolean passes(StatusFailure failure) {
        return failure.passes() && !isOfWebhook(failure);
    }

    /** Whether the server could not ask an admission webhook. */
    static boolean isOfWebhook(StatusFailure failure) {
        return String.valueOf(failure.getMessage()).contains("failed calling webhook");
    }
}
