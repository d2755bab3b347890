package dev.jangada.kube.cluster;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many objects to ask for at a time. Follows the bytes seen, so that a page is about {@link #TARGET} bytes whether
 * objects are small or large: that bounds what the server holds for one request. From a server that streams its answers
 * everything behind the first page is asked for at once, until that breaks.
 */
final class PageSize {

    static final int TARGET = 4 << 20;

    private static final Pattern MINOR = Pattern.compile("^v1\\.(\\d{1,4})");
    private static final int FIRST_THAT_MINOR = 34;

    private static final int FIRST = 200;
    private static final int LEAST = 10;
    private static final int MOST = 5_000;

    /** Later objects may be larger than those seen; the size grows by this at most from one page to the next. */
    private static final int GROWTH = 8;

    /** Stands for everything that is left. */
    static final int NO_LIMIT = 0;

    private int size = FIRST;
    private boolean first = true;
    private boolean restAtOnce;

    private PageSize(boolean restAtOnce) {
        this.restAtOnce = restAtOnce;
    }

    /**
     * For a server of a version. Since 1.34 the API server encodes a list object by object
     * (StreamingCollectionEncodingToJSON) and keeps snapshots of its cache that later pages are served from
     * (ListFromCacheSnapshot), so that a long answer costs it no more than a short one.
     *
     * @param kubernetes the server's version, {@code v1.36.1} say
     */
    static PageSize of(Optional<String> kubernetes) {
        return new PageSize(kubernetes
                .map(MINOR::matcher)
                .filter(Matcher::find)
                .map(version -> Integer.parseInt(version.group(1)) >= FIRST_THAT_MINOR)
                .orElse(false));
    }

    /** The number of objects, or {@link #NO_LIMIT}. */
    int size() {
        return restAtOnce && !first ? NO_LIMIT : size;
    }

    /** A page has arrived. */
    void arrived(long objects, long bytes) {
        first = false;
        if (objects > 0) {
            long fitting = TARGET * objects / Math.max(bytes, 1);
            size = (int) Math.clamp(fitting, LEAST, Math.min(MOST, (long) GROWTH * size));
        }
    }

    /** A page did not arrive whole: a smaller one may. */
    void broken() {
        restAtOnce = false;
        size = Math.max(LEAST, size / 2);
    }
}
