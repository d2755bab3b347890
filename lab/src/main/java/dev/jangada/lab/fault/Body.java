package dev.jangada.lab.fault;

import java.io.IOException;

/**
 * Where the body of a message ends, by the rules of RFC 9112 6.3.
 *
 * @param ends how its end is told
 * @param length how many bytes it has, if that is how
 */
record Body(Ends ends, long length) {

    enum Ends {
        AFTER_LENGTH,
        WITH_LAST_CHUNK,
        WITH_CONNECTION
    }

    private static final Body NONE = new Body(Ends.AFTER_LENGTH, 0);

    static Body ofRequest(Head head) throws IOException {
        return of(head, NONE);
    }

    static Body ofAnswer(Head head, String method) throws IOException {
        int status = head.status();
        return method.equals("HEAD") || status / 100 == 1 || status == 204 || status == 304
                ? NONE
                : of(head, new Body(Ends.WITH_CONNECTION, 0));
    }

    private static Body of(Head head, Body otherwise) throws IOException {
        if (head.value("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            return new Body(Ends.WITH_LAST_CHUNK, 0);
        }
        String length = head.value("Content-Length");
        try {
            return length.isEmpty() ? otherwise : new Body(Ends.AFTER_LENGTH, Long.parseLong(length));
        } catch (NumberFormatException e) {
            throw new IOException("not a length: " + length, e);
        }
    }
}
