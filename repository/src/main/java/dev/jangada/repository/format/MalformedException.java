package dev.jangada.repository.format;

/** Bytes that are not what they should be. The message says why, in English, for logs and reports of checks. */
public final class MalformedException extends Exception {

    private static final long serialVersionUID = 1;

    /** Why they are not. */
    public MalformedException(String why) {
        super(why);
    }

    /** Why they are not, and what noticed it. */
    public MalformedException(String why, Throwable cause) {
        super(why, cause);
    }
}
