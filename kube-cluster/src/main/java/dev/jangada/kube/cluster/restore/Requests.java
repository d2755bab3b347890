package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.client.ApiClient;
import dev.jangada.kube.cluster.client.ApiRequest;
import dev.jangada.kube.cluster.client.ApiResponse;
import dev.jangada.kube.cluster.client.Asking;
import dev.jangada.kube.cluster.client.Retries;
import dev.jangada.kube.cluster.client.StatusFailure;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Sends requests until they are decided: done, refused, or given up because nobody answers. */
final class Requests {

    /** An admission webhook that is down is down for all objects, and none of them brings it up. */
    private static final Duration WEBHOOK_PATIENCE = Duration.ofSeconds(3);

    private final ApiClient client;
    private final Throttle throttle;

    /** What servers behind the server said when they were waited for in vain: nobody waits for the same once more. */
    private final Set<String> givenUp = ConcurrentHashMap.newKeySet();

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

    /** Finds what a request would have made or changed, if it is there. */
    @FunctionalInterface
    interface Look {

        /** Nothing that can be found: the request may be sent again. */
        Look NOWHERE = Optional::empty;

        Optional<KubeObject> find() throws StatusFailure;
    }

    /**
     * Sends a request that may be sent again.
     *
     * @throws StatusFailure if the server refuses
     * @throws Problem if nobody answers
     */
    Done repeatable(ApiRequest request) throws StatusFailure {
        return once(request, Look.NOWHERE);
    }

    /**
     * Sends a request that must not be done twice. When its answer is lost, or says that what was asked for is there
     * already and an answer was lost before, a look decides.
     *
     * @throws StatusFailure if the server refuses
     * @throws Problem if nobody answers, or the server is in trouble for longer than anybody has patience
     */
    Done once(ApiRequest request, Look look) throws StatusFailure {
        Retries retries = client.retries();
        Retries shortly = client.retries(WEBHOOK_PATIENCE);
        boolean mayBeDone = false;
        while (true) {
            try (ApiResponse response = client.send(request)) {
                if (response.ok()) {
                    throttle.answered();
                    return new Done(KubeObject.of(response.body().readAllBytes()), response.warnings());
                }
                StatusFailure failure = response.failure();
                if (failure.status() == Refusal.TOO_MANY) {
                    throttle.refused();
                } else {
                    // What the server could not finish in time may yet be done.
                    boolean unfinished = failure.passes() && !Refusal.isOfWebhook(failure);
                    mayBeDone |= unfinished;
                    boolean changed = failure.status() == Refusal.NOT_FOUND || failure.status() == Refusal.CONFLICT;
                    if (mayBeDone && (changed || unfinished)) {
                        Optional<KubeObject> found = look.find();
                        if (found.isPresent()) {
                            return new Done(found.get(), List.of());
                        }
                    }
                }
                again(request, failure, Refusal.isOfWebhook(failure) ? shortly : retries);
            } catch (IOException e) {
                Problem why = client.problems().of(e);
                if (!client.problems().passes(e) || !retries.againWithoutAnswer(why)) {
                    throw why;
                }
                if (!(e instanceof ConnectException)) {
                    mayBeDone = true;
                    Optional<KubeObject> found = look.find();
                    if (found.isPresent()) {
                        return new Done(found.get(), List.of());
                    }
                }
            }
        }
    }

    /** Waits before a request is sent again; throws if it is not. */
    private void again(ApiRequest request, StatusFailure failure, Retries retries) throws StatusFailure {
        if (!Refusal.passes(failure) || givenUp.contains(failure.getMessage())) {
            throw failure;
        }
        Problem why = client.problems().of(failure, request.toString());
        if (retries.again(failure, why)) {
            return;
        }
        if (failure.passes() && !isReady()) {
            throw why;
        }
        givenUp.add(failure.getMessage());
        throw failure;
    }

    /** Whether the server itself is well, so that its trouble is with one kind or one object only. */
    private boolean isReady() {
        try {
            var _ = client.fetch("/readyz", ApiClient.ANY, Asking.ONCE);
            return true;
        } catch (StatusFailure e) {
            // Who may not ask is told so by a server that works.
            return !e.passes();
        } catch (Problem e) {
            return false;
        }
    }
}
