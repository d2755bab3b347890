package dev.jangada.cli.source;

import dev.jangada.backup.Backups;
import dev.jangada.backup.etcd.WorkFolder;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.problem.BackupMessage;
import dev.jangada.backup.read.BackupSource;
import dev.jangada.backup.read.EtcdReading;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.SelectionWords;
import dev.jangada.cli.command.ShellWords;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.storage.EtcdSource;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens {@code backup:ID[@REVISION]}; those that are open at the same time share one repository. */
final class BackupSources {

    private final Jangada jangada;
    private final RepositoryUse use;
    private final Consumer<String> warn;
    private final SharedRepository shared;

    BackupSources(Jangada jangada, RepositoryUse use, Consumer<String> warn) {
        this.jangada = jangada;
        this.use = use;
        this.warn = warn;
        this.shared = new SharedRepository(() -> use.open(jangada));
    }

    ObjectSource open(BackupName name) {
        return opened(
                name,
                (repository, backups, backup) -> name.revision().isEmpty()
                        ? new OpenBackup(
                                told(backups.open(backup)),
                                repository,
                                new PartialWatch(jangada.terminal(), warn, true))
                        : new OpenEtcd(
                                backups.openEtcd(backup, name.revision(), reading()),
                                Optional.of(new StoredSource.Origin(repository.repository(), backup)),
                                jangada.terminal(),
                                warn,
                                repository::close));
    }

    /** That an object is not there must not be read as that there was none. */
    private BackupSource told(BackupSource source) {
        if (source.manifest().isSelection()) {
            String selection = ShellWords.of(SelectionWords.of(source.manifest().selection()));
            warn.accept(jangada.terminal()
                    .text(BackupMessage.HOLDS_SELECTION, source.backup().sourceName(), selection));
        }
        return source;
    }

    /** The snapshot of etcd is copied out of the repository, which is not needed then. */
    EtcdSource etcd(BackupName name) {
        try (SharedRepository.Use repository = shared.use()) {
            var backups = new Backups(repository.repository());
            return backups.openEtcd(use.find(jangada, backups, name.id()), name.revision(), reading());
        }
    }

    private EtcdReading reading() {
        EncryptionConfiguration encryption = jangada.globals()
                .encryptionConfig()
                .map(EncryptionConfiguration::read)
                .orElse(EncryptionConfiguration.NONE);
        return new EtcdReading(
                encryption,
                jangada.globals().etcdPrefix(),
                WorkFolder.usual(jangada.terminal().environment()));
    }

    BackupsUpTo upTo(BackupName name) {
        return opened(name, (repository, backups, last) -> {
            List<Backup> all = backups.list(Optional.of(last.cluster())).stream()
                    .filter(backup -> !backup.time().isAfter(last.time()))
                    .toList();
            return new BackupsUpTo(repository, backups, all);
        });
    }

    /** Makes something of an open repository, which it leaves when it is closed. */
    @FunctionalInterface
    private interface Opening<T> {
        T of(SharedRepository.Use repository, Backups backups, Backup backup);
    }

    private <T> T opened(BackupName name, Opening<T> opening) {
        SharedRepository.Use repository = shared.use();
        boolean opened = false;
        try {
            var backups = new Backups(repository.repository());
            Backup backup = use.find(jangada, backups, name.id());
            if (!backup.complete()) {
                warn.accept(jangada.terminal()
                        .text(
                                SourceMessage.BACKUP_INCOMPLETE,
                                backup.sourceName(),
                                use.again(
                                        jangada,
                                        "jangada",
                                        "backup",
                                        "show",
                                        backup.id().brief())));
            }
            T result = opening.of(repository, backups, backup);
            opened = true;
            return result;
        } finally {
            if (!opened) {
                repository.close();
            }
        }
    }

    /** A backup as a source that leaves its repository when it is closed. */
    private record OpenBackup(BackupSource source, SharedRepository.Use use, PartialWatch watch)
            implements StoredSource, WatchedSource {
        @Override
        public boolean holds(GroupKind kind) {
            return source.manifest().kinds().stream()
                    .anyMatch(covered -> covered.kind().groupKind().equals(kind) && covered.objects() > 0);
        }

        @Override
        public Optional<Origin> origin() {
            return Optional.of(new Origin(use.repository(), source.backup()));
        }

        @Override
        public void close() {
            WatchedSource.super.close();
            use.close();
        }
    }
}
