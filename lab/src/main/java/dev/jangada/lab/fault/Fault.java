package dev.jangada.lab.fault;

import java.time.Duration;

/** What the proxy does to one request. */
public sealed interface Fault {

    /** Nothing is wrong: the server gets the request and the client the answer. */
    Fault NONE = new Nothing();

    /** What {@link #NONE} is. */
    record Nothing() implements Fault {}

    /**
     * The proxy answers in the server's place, with a {@code Status} object as the server's own; the server does not
     * get the request.
     *
     * @param status an HTTP status from 400 on
     * @param reason the reason as Kubernetes names it, for example {@code TooManyRequests}
     * @param retryAfter what the header Retry-After says, in whole seconds; zero for no such header
     */
    record Refuse(int status, String reason, Duration retryAfter) implements Fault {}

    /** The connection breaks before the server gets the request. */
    record BreakBefore() implements Fault {}

    /** The server does its work and answers; when all of its answer has come, the connection breaks instead. */
    record LoseAnswer() implements Fault {}

    /**
     * The server does its work, and the connection breaks in the middle of its answer; the end of it never comes
     * through.
     *
     * @param bytes how much of the body comes through at most, chunk marks counted
     */
    record CutAnswer(int bytes) implements Fault {}

    /**
     * The request waits in the proxy.
     *
     * @param by how long
     * @param then what is done to it after that
     */
    record Delay(Duration by, Fault then) implements Fault {}

    /** 429 Too Many Requests, as a server says that sheds load. */
    static Fault tooManyRequests(Duration retryAfter) {
        return new Refuse(429, "TooManyRequests", retryAfter);
    }

    /** 503 Service Unavailable, as a server says that cannot reach etcd. */
    static Fault unavailable() {
        return new Refuse(503, "ServiceUnavailable", Duration.ZERO);
    }

    /** See {@link BreakBefore}. */
    static Fault breakBefore() {
        return new BreakBefore();
    }

    /** See {@link LoseAnswer}. */
    static Fault loseAnswer() {
        return new LoseAnswer();
    }

    /** See {@link CutAnswer}. */
    static Fault cutAnswer(int bytes) {
        return new CutAnswer(bytes);
    }

    /** The request comes late, and nothing else is wrong. */
    static Fault delay(Duration by) {
        return new Delay(by, NONE);
    }
}
