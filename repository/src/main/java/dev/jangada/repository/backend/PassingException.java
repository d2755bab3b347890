package dev.jangada.repository.backend;

/** A failure that may be over the next time: a broken connection, a server that is busy. */
public final class PassingException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What failed below. */
    public PassingException(String why, Throwable cause) {
        super(why, cause);
    }
}
