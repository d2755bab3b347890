package dev.jangada.backup.read;

import dev.jangada.backup.format.Backup;
import dev.jangada.backup.format.Manifest;
import dev.jangada.kube.model.Coverage;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KindCatalog;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSink;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Provenance;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.repository.Repository;
import java.util.List;
import java.util.Optional;

/** The objects of a backup. One object is read without reading another: the directories on the way to it, and its own blob. */
public final class BackupSource implements ObjectSource {

    private final Backup backup;
    private final Manifest manifest;

    /** A backup of a repository, which stays open. */
    public BackupSource(Repository repository, Backup backup, Manifest manifest) {
        this.backup = backup;
        this.manifest = manifest;
    }

    /** The backup. */
    public Backup backup() {
        return backup;
    }

    /** What it is. */
    public Manifest manifest() {
        return manifest;
    }

    @Override
    public Provenance provenance() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Coverage coverage() {
        throw new UnsupportedOperationException();
    }

    @Override
    public KindCatalog kinds() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Reading read(ResourceKind kind, Selection selection, ObjectSink sink) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<KubeObject> get(ResourceKind kind, String namespace, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> versions(GroupKind kind) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
