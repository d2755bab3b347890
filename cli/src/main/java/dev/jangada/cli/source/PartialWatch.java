package dev.jangada.cli.source;

import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Which of a source's objects were less than what was stored, as they went by: counted, and some of them named. Safe for use
 * by several threads; holds the names of at most 10 000 objects and of 1 000 things that are missing.
 */
public final class PartialWatch {

    private static final int NAMED = 5;
    private static final int MOST_CAUSES = 1_000;

    /** A restore reads what it planned with once more; of more than these, each reading counts. */
    private static final int MOST_SEEN = 10_000;

    private final Terminal terminal;
    private final Consumer<String> warn;
    private final boolean recorded;
    private final Set<ObjectKey> seen = new LinkedHashSet<>();
    private final Map<String, Long> causes = new TreeMap<>();
    private final AtomicBoolean told = new AtomicBoolean();
    private long count;

    /**
     * Nothing has gone by.
     *
     * @param recorded whether the objects lacked it when they were written here, and not because of this program
     */
    PartialWatch(Terminal terminal, Consumer<String> warn, boolean recorded) {
        this.terminal = terminal;
        this.warn = warn;
        this.recorded = recorded;
    }

    KubeObject note(KubeObject object) {
        List<String> missing = object.missing();
        if (!missing.isEmpty()) {
            note(object.key(), missing);
        }
        return object;
    }

    private synchronized void note(ObjectKey key, List<String> missing) {
        if (seen.contains(key)) {
            return;
        }
        count++;
        if (seen.size() < MOST_SEEN) {
            seen.add(key);
        }
        for (String each : missing) {
            if (causes.size() < MOST_CAUSES || causes.containsKey(each)) {
                causes.merge(each, 1L, Long::sum);
            }
        }
    }

    /**
     * An object of which something is missing would come back without it.
     *
     * @param allowed whether the user wants that
     * @throws Problem if there is one and the user does not
     */
    public synchronized void requireWhole(boolean allowed) {
        if (count > 0 && !allowed) {
            told.set(true);
            throw new Problem(
                    ExitCode.REFUSED,
                    recorded ? SourceMessage.PARTIAL_RECORDED_REFUSED : SourceMessage.ETCD_PARTIAL_REFUSED,
                    count,
                    seen.stream().limit(NAMED).map(Object::toString).collect(Collectors.joining(", ")),
                    text());
        }
    }

    /** Somebody else tells it. */
    public void leave() {
        told.set(true);
    }

    /** Tells it, once, if there is something to tell. */
    synchronized void tell() {
        if (count > 0 && told.compareAndSet(false, true)) {
            warn.accept(terminal.text(
                    recorded ? SourceMessage.PARTIAL_RECORDED : SourceMessage.ETCD_PARTIAL, count, text()));
        }
    }

    private String text() {
        return causes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(NAMED)
                .map(cause -> cause.getKey() + " (" + cause.getValue() + ")")
                .collect(Collectors.joining(", "));
    }
}
