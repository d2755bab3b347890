package dev.jangada.cli.backup;

import dev.jangada.backup.Backups;
import dev.jangada.backup.format.Backup;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.cli.source.ClusterOption;
import dev.jangada.repository.Repository;
import dev.jangada.repository.RepositoryLocation;
import dev.jangada.repository.RepositoryOptions;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** The options of every command on backups that are there: which repository, whose backups. */
final class RepositoryUse {

    @Mixin
    private RepositoryAccess access = new RepositoryAccess();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    Repository open(Jangada jangada) {
        return access.open(jangada);
    }

    /** The same without copies on this machine, for who wants to know what the store holds. */
    Repository openUncached(Jangada jangada) {
        RepositoryLocation location = access.location(jangada);
        char[] secret = access.passphrase(jangada).read(jangada.terminal(), location.toString());
        try {
            return Repository.open(location.connect(), secret, RepositoryOptions.usual());
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    RepositoryAccess access() {
        return access;
    }

    ClusterOption cluster() {
        return cluster;
    }

    /** The backup that a user means by an ID, the beginning of one, or {@code latest}. */
    Backup find(Jangada jangada, Backups backups, String text) {
        Optional<String> whose = text.equals(Backups.LATEST) ? cluster.among(jangada, backups) : Optional.empty();
        return backups.find(text, whose);
    }
}
