package dev.jangada.cli.source;

import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.storage.EtcdSource;
import dev.jangada.problem.Problem;
import java.util.Optional;
import java.util.function.Consumer;

/** An etcd as a source. */
final class OpenEtcd implements StoredSource, WatchedSource {

    private final EtcdSource etcd;
    private final Optional<Origin> origin;
    private final PartialWatch watch;
    private final Runnable after;

    /**
     * An etcd.
     *
     * @param origin the backup that it is in, if so
     * @param after what is to be done when this is closed
     */
    OpenEtcd(EtcdSource etcd, Optional<Origin> origin, Terminal terminal, Consumer<String> warn, Runnable after) {
        this.etcd = etcd;
        this.origin = origin;
        this.watch = new PartialWatch(terminal, warn, false);
        this.after = after;
    }

    @Override
    public ObjectSource source() {
        return etcd;
    }

    @Override
    public PartialWatch watch() {
        return watch;
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

    @Override
    public void close() {
        WatchedSource.super.close();
        after.run();
    }
}
