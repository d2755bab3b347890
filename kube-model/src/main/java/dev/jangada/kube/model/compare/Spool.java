package dev.jangada.kube.model.compare;

/**
 * A place to put bytes aside that are too many for memory. Used by one thread at a time.
 *
 * <p>An implementation that cannot write throws {@link dev.jangada.kube.model.Capture.WriteFailure}, which ends the
 * whole comparison.
 */
public interface Spool extends AutoCloseable {

    /**
     * Puts bytes aside.
     *
     * @return the position at which {@link #read} finds them again
     */
    long append(byte[] bytes);

    /**
     * Bytes that were put aside.
     *
     * @param position where {@link #append} put them
     * @param length how many they were
     */
    byte[] read(long position, int length);

    /** Gives the place back; never fails. */
    @Override
    void close();
}
