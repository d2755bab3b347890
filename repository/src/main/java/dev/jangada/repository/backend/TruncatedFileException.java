package dev.jangada.repository.backend;

/** A file that ends before what was asked of it. */
public final class TruncatedFileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Handle handle;

    /**
     * A file that is too short.
     *
     * @param end the byte that was to be read last, plus one
     * @param length how long the file is, -1 where that is not known
     */
    public TruncatedFileException(Handle handle, long end, long length) {
        super(handle + " ends at byte " + length + ", and is read to byte " + end);
        this.handle = handle;
    }

    /** The file. */
    public Handle handle() {
        return handle;
    }
}
