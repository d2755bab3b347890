package dev.jangada.cli.source;

import dev.jangada.backup.Backups;
import dev.jangada.backup.etcd.WorkFolder;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.read.BackupSource;
import dev.jangada.backup.read.EtcdReading;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.storage.EtcdSource;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import dev.jangada.repository.Repository;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens {@code backup:ID[@REVISION]}; the repository is the one of environment and settings. */
final class BackupSources {

    private final Jangada jangada;
    private final Consumer<String> warn;

    BackupSources(Jangada jangada, Consumer<String> warn) {
        this.jangada = jangada;
        this.warn = warn;
    }

    ObjectSource open(BackupName name) {
        return name.revision().isPresent()
                ? new OpenEtcd(etcd(name), jangada.terminal(), warn)
                : opened(name, (repository, backups, backup) -> new OpenBackup(backups.open(backup), repository));
    }

    /** The snapshot of etcd is copied out of the repository, which is not needed then. */
    EtcdSource etcd(BackupName name) {
        Terminal terminal = jangada.terminal();
        EncryptionConfiguration encryption = jangada.globals()
                .encryptionConfig()
                .map(EncryptionConfiguration::read)
                .orElse(EncryptionConfiguration.NONE);
        var reading =
                new EtcdReading(encryption, jangada.globals().etcdPrefix(), WorkFolder.usual(terminal.environment()));
        try (Repository repository = repository()) {
            var backups = new Backups(repository);
            return backups.openEtcd(find(backups, name), name.revision(), reading);
        }
    }

    BackupsUpTo upTo(BackupName name) {
        return opened(name, (repository, backups, last) -> {
            List<Backup> all = backups.list(Optional.of(last.cluster())).stream()
                    .filter(backup -> !backup.time().isAfter(last.time()))
                    .toList();
            return new BackupsUpTo(repository, backups, all, last);
        });
    }

    /** Makes something of an open repository, which it closes. */
    @FunctionalInterface
    private interface Opening<T> {
        T of(Repository repository, Backups backups, Backup backup);
    }

    private <T> T opened(BackupName name, Opening<T> opening) {
        Repository repository = repository();
        boolean opened = false;
        try {
            var backups = new Backups(repository);
            Backup backup = find(backups, name);
            if (!backup.complete()) {
                warn.accept(jangada.terminal().text(SourceMessage.BACKUP_INCOMPLETE, backup.sourceName()));
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

    private Repository repository() {
        return new RepositoryAccess().open(jangada);
    }

    private Backup find(Backups backups, BackupName name) {
        Optional<String> whose =
                name.id().equals(Backups.LATEST) ? new ClusterOption().among(jangada, backups) : Optional.empty();
        return backups.find(name.id(), whose);
    }

    /** A backup as a source that closes its repository. */
    private record OpenBackup(BackupSource source, Repository repository) implements StoredSource {
        @Override
        public boolean holds(GroupKind kind) {
            return source.manifest().kinds().stream()
                    .anyMatch(covered -> covered.kind().groupKind().equals(kind) && covered.objects() > 0);
        }

        @Override
        public void close() {
            source.close();
            repository.close();
        }
    }
}
