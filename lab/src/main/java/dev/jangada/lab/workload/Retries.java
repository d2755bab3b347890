package dev.jangada.lab.workload;

import dev.jangada.lab.Answer;
import dev.jangada.lab.Api;
import dev.jangada.lab.LabException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Sends a request again while the server is only busy. */
final class Retries {

    private static final int ATTEMPTS = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final int CONFLICT = 409;

    private Retries() {}

    /** The server's answer; 429, 5xx and a broken connection are asked again, each time after twice the pause. */
    static Answer send(Api api, String method, String path, byte[] body, String contentType) {
        boolean unsure = false;
        for (int attempt = 1; ; attempt++) {
            try {
                Answer answer = api.send(method, path, body, contentType);
                if (unsure && method.equals("POST") && answer.status() == CONFLICT) {
                    // The attempt whose answer was lost has created the object.
                    return new Answer(201, answer.body());
                }
                if (attempt == ATTEMPTS || (answer.status() != 429 && answer.status() < 500)) {
                    return answer;
                }
                unsure |= answer.status() >= 500;
            } catch (LabException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                unsure = true;
            }
            LockSupport.parkNanos(FIRST_PAUSE.toNanos() << (attempt - 1));
        }
    }
}
