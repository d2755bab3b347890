package dev.jangada.cli.source;

import dev.jangada.backup.Backups;
import dev.jangada.backup.format.Backup;
import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.repository.Repository;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;

/**
 * The options of every command that may read backups: which repository, whose backups. One that no command line has filled in goes by
 * environment and settings alone.
 */
public final class RepositoryUse {

    @Mixin
    private RepositoryAccess access = new RepositoryAccess();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    /** Opens the repository. */
    public Repository open(Jangada jangada) {
        return access.open(jangada);
    }

    /** The same without copies on this machine. */
    public Repository openUncached(Jangada jangada) {
        return access.openUncached(jangada);
    }

    /** Which repository. */
    public RepositoryAccess access() {
        return access;
    }

    /** Whose backups. */
    public ClusterOption cluster() {
        return cluster;
    }

    /** A command line of a command with these options, for who copies it from a hint: it means the same backups. */
    public String again(Jangada jangada, String... words) {
        return access.again(
                jangada,
                Stream.concat(Stream.of(words), cluster.words().stream()).toArray(String[]::new));
    }

    /** The backup that a user means by an ID, the beginning of one, or {@code latest}. */
    public Backup find(Jangada jangada, Backups backups, String text) {
        return find(jangada, backups, text, false);
    }

    /**
     * The same.
     *
     * @param allClusters whether {@code latest} is that of all clusters together
     */
    public Backup find(Jangada jangada, Backups backups, String text, boolean allClusters) {
        Optional<String> whose =
                text.equals(Backups.LATEST) && !allClusters ? cluster.among(jangada, backups) : Optional.empty();
        return backups.find(text, whose, warning -> jangada.terminal().note(CommandMessage.WARNING, warning));
    }
}
