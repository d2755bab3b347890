package dev.jangada.lab;

import java.nio.charset.StandardCharsets;

/**
 * A server's answer.
 *
 * @param status the HTTP status
 * @param body the body; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Answer(int status, byte[] body) {

    /**
     * The body of an answer that must be a success.
     *
     * @param what the request, for the message
     * @throws LabException if the status is not 2xx
     */
    public byte[] orFail(String what) {
        if (status / 100 != 2) {
            throw new LabException(what + " is answered " + status + ": " + text());
        }
        return body;
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
