package dev.jangada.cli.source;

import dev.jangada.backup.Backups;
import dev.jangada.backup.format.Backup;
import dev.jangada.cli.command.Jangada;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose backups are meant: {@code --cluster}, then {@code cluster.name}, then the only cluster that the repository knows. */
public final class ClusterOption {

    @Option(names = "--cluster", paramLabel = "NAME", descriptionKey = "backup.cluster")
    @Nullable
    private String cluster;

    /** What of this the command line says, as words of a command line. */
    public List<String> words() {
        String named = cluster;
        return named == null ? List.of() : List.of("--cluster", named);
    }

    /** The name that the user or the settings file gives. */
    public Optional<String> named(Jangada jangada) {
        return Optional.ofNullable(cluster)
                .or(() -> jangada.globals().settings().cluster().name());
    }

    /**
     * The name that the user or the settings file must give.
     *
     * @throws Problem if neither does
     */
    public String required(Jangada jangada) {
        return named(jangada).orElseThrow(() -> new Problem(ExitCode.USAGE, SourceMessage.NO_CLUSTER_NAME));
    }

    /**
     * Whose backups are meant in a repository.
     *
     * @return empty if there is no backup at all
     * @throws Problem if there are those of several clusters, and nobody says which
     */
    public Optional<String> among(Jangada jangada, Backups backups) {
        Optional<String> named = named(jangada);
        if (named.isPresent()) {
            return named;
        }
        List<String> all = backups.list(Optional.empty()).stream()
                .map(Backup::cluster)
                .distinct()
                .sorted()
                .toList();
        if (all.size() > 1) {
            throw new Problem(ExitCode.USAGE, SourceMessage.WHICH_CLUSTER, String.join(", ", all));
        }
        return all.stream().findFirst();
    }
}
