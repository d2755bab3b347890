package dev.jangada.kube.cluster.client;

import java.time.Duration;

/**
 * How long the server is waited for.
 *
 * @param connect for a connection
 * @param idle for the beginning and the next bytes of an answer
 * @param total for a request to succeed at last, all tries together, since it last brought something new
 * @param firstWait between the first failed try and the second; doubles from there
 * @param longestWait between two tries, unless the server names a longer time
 */
public record Patience(Duration connect, Duration idle, Duration total, Duration firstWait, Duration longestWait) {

    /** A server may ask for more than anybody wants to wait between two tries. */
    static final Duration LONGEST_ASKED_WAIT = Duration.ofSeconds(30);

    /** Outlasts a restart of the API server, which takes a static pod half a minute or more. */
    public static final Patience USUAL = new Patience(
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(90),
            Duration.ofMillis(200),
            Duration.ofSeconds(5));

    /** Somebody waits for the prompt while a source is opened. */
    private static final Duration LONGEST_OPENING = Duration.ofSeconds(10);

    /** The same for opening a source, which is less patient. */
    Patience opening() {
        return total.compareTo(LONGEST_OPENING) > 0 ? withTotal(LONGEST_OPENING) : this;
    }

    public Patience withTotal(Duration other) {
        return new Patience(connect, idle, other, firstWait, longestWait);
    }
}
