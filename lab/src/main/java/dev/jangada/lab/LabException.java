package dev.jangada.lab;

/** That the lab could not do what a test asked for; the message is what a developer needs to know. */
public final class LabException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** A failure with no exception behind it. */
    public LabException(String message) {
        super(message);
    }

    /** A failure and the exception behind it. */
    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
