package dev.jangada.repository.backend;

/** A file that is not there. Whoever asked knows what that means. */
public final class MissingFileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Handle handle;

    /** A file that is not there, and what the store said, if anything. */
    public MissingFileException(Handle handle, @org.jspecify.annotations.Nullable Throwable cause) {
        super(handle + " is not there", cause);
        this.handle = handle;
    }

    /** The file. */
    public Handle handle() {
        return handle;
    }
}
