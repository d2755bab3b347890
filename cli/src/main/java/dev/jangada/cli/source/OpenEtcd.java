package dev.jangada.cli.source;

import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.storage.EtcdSource;
import dev.jangada.kube.storage.PartialObjects;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * An etcd as a source that says in the end what of the objects it could not give: fields and kinds that are newer than this
 * program.
 */
public final class OpenEtcd implements StoredSource {

    private static final int NAMED = 5;

    private final EtcdSource etcd;
    private final Optional<Origin> origin;
    private final Terminal terminal;
    private final Consumer<String> warn;
    private final Runnable after;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * An etcd.
     *
     * @param origin the backup that it is in, if so
     * @param after what is to be done when this is closed
     */
    OpenEtcd(EtcdSource etcd, Optional<Origin> origin, Terminal terminal, Consumer<String> warn, Runnable after) {
        this.etcd = etcd;
        this.origin = origin;
        this.terminal = terminal;
        this.warn = warn;
        this.after = after;
    }

    @Override
    public ObjectSource source() {
        return etcd;
    }

    /**
     * An object of which something is missing would come back without it.
     *
     * @param allowed whether the user wants that
     * @throws Problem if there is one and the user does not
     */
    public void requireWhole(boolean allowed) {
        PartialObjects partial = etcd.partial();
        if (partial.count() > 0 && !allowed) {
            told.set(true);
            throw new Problem(
                    ExitCode.REFUSED,
                    SourceMessage.ETCD_PARTIAL_REFUSED,
                    partial.count(),
                    partial.objects().stream()
                            .limit(NAMED)
                            .map(Object::toString)
                            .collect(Collectors.joining(", ")),
                    causes());
        }
    }

    /** {@inheritDoc} For that the kind is read. */
    @Override
    public boolean holds(GroupKind kind) {
        try {
            return etcd.kinds()
                    .find(kind)
                    .filter(known -> etcd.read(known, Selection.ALL, _ -> {}).objects() > 0)
                    .isPresent();
        } catch (Problem unreadable) {
            // Something is there.
            return true;
        }
    }

    @Override
    public Optional<Origin> origin() {
        return origin;
    }

    private String causes() {
        return etcd.partial().causes().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(NAMED)
                .map(cause -> cause.getKey() + " (" + cause.getValue() + ")")
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        if (etcd.partial().count() > 0 && told.compareAndSet(false, true)) {
            warn.accept(terminal.text(SourceMessage.ETCD_PARTIAL, etcd.partial().count(), causes()));
        }
        etcd.close();
        after.run();
    }
}
