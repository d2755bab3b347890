package dev.jangada.lab.fault;

/**
 * A request and what became of it.
 *
 * @param request the request
 * @param fault what was done to it
 * @param status the server's HTTP status, whether or not the client came to see it; 0 if the server has not answered,
 *     or was not asked
 */
public record Exchange(Request request, Fault fault, int status) {

    /** Whether the server says that it did it. */
    public boolean done() {
        return status / 100 == 2;
    }
}
