package dev.jangada.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code jangada.yaml} says, with the defaults of what it leaves out. Paths are resolved.
 *
 * @param cluster the cluster and how to reach it
 * @param repository where backups go
 * @param selection which objects are backed up
 * @param retention which backups are kept
 * @param schedule when what is done without anybody there
 * @param metricsTextfile where results go as Prometheus text
 * @param onFailure the program that is told of a failed run, and its arguments; empty for none
 */
public record Settings(
        ClusterSettings cluster,
        RepositorySettings repository,
        SelectionSettings selection,
        RetentionSettings retention,
        ScheduleSettings schedule,
        Optional<Path> metricsTextfile,
        List<String> onFailure) {

    /** What counts without a file. */
    public static final Settings USUAL = new Values().settings();

    public Settings {
        onFailure = List.copyOf(onFailure);
    }
}
