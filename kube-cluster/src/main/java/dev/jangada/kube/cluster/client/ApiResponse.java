package dev.jangada.kube.cluster.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;

/**
 * The beginning of an answer, with its body still to be read.
 *
 * @param status the HTTP status
 * @param retryAfter when the server wants to be asked again, if it says
 * @param warnings what the server remarks
 * @param dateHeader when the server answered by its own clock, as it wrote that
 * @param body the body, no longer compressed
 * @param connection goes back to where others can use it when the body has been read to its end; before that, closing it
 *     breaks it off
 */
public record ApiResponse(
        int status,
        Optional<Duration> retryAfter,
        List<String> warnings,
        Optional<String> dateHeader,
        InputStream body,
        ModalCloseable connection)
        implements AutoCloseable {

    /** More than this of an error's body is not looked at. */
    private static final int LONGEST_ERROR = 1 << 20;

    /** Whether the body is what was asked for. */
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /**
     * What went wrong, out of the body.
     *
     * @throws IOException if the body does not arrive
     */
    public StatusFailure failure() throws IOException {
        return StatusFailure.of(status, retryAfter, body.readNBytes(LONGEST_ERROR));
    }

    /** When the server answered by its own clock, to the second; empty if it does not say. */
    public Optional<Instant> date() {
        try {
            return dateHeader.map(DateTimeFormatter.RFC_1123_DATE_TIME::parse).map(Instant::from);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Does not read the rest of the body, which may be long. */
    @Override
    public void close() {
        connection.close(CloseMode.IMMEDIATE);
    }
}
