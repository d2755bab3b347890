package dev.jangada.kube.cluster;

/**
 * How many objects to ask for at a time. Follows the bytes seen, so that a page is about {@link #TARGET} bytes whether
 * objects are small or large: that bounds what the server holds for one request.
 */
final class PageSize {

    static final int TARGET = 4 << 20;

    private static final int FIRST = 200;
    private static final int LEAST = 10;
    private static final int MOST = 5_000;

    /** Later objects may be larger than those seen; the size grows by this at most from one page to the next. */
    private static final int GROWTH = 8;

    private int size = FIRST;

    int size() {
        return size;
    }

    /** A page has arrived. */
    void arrived(long objects, long bytes) {
        if (objects > 0) {
            long fitting = TARGET * objects / Math.max(bytes, 1);
            size = (int) Math.clamp(fitting, LEAST, Math.min(MOST, (long) GROWTH * size));
        }
    }

    /** A page did not arrive whole: a smaller one may. */
    void broken() {
        size = Math.max(LEAST, size / 2);
    }
}
