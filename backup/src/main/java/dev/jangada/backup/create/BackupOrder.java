package dev.jangada.backup.create;

import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What to back up, and how.
 *
 * @param cluster the cluster's name; backups of one cluster have the same
 * @param etcd etcd, if it can be reached; then the objects come out of its snapshot
 * @param api the cluster's API, if it can be reached; then it gives what etcd does not; stays open. At least one of the two is there
 * @param selection which objects
 * @param isPart whether the selection is made for this backup alone, and narrower than what the cluster's settings select
 * @param tags the user's tags
 * @param warnings what the caller knows already and a reader of the backup should, for example that the API could not be reached
 * @param tool the name and version of this program
 * @param workFolder where the working copy of etcd's snapshot is, on a file system with room for it
 * @param clock the time
 * @param parallelism how many kinds are read at a time, at least 1
 * @param progress is told how far it has come
 */
public record BackupOrder(
        String cluster,
        Optional<EtcdOrder> etcd,
        Optional<ObjectSource> api,
        Selection selection,
        boolean isPart,
        List<String> tags,
        List<Problem> warnings,
        String tool,
        Path workFolder,
        Clock clock,
        int parallelism,
        CreateProgress progress) {

    private static final int USUAL_PARALLELISM = 4;

    public BackupOrder {
        tags = List.copyOf(tags);
        warnings = List.copyOf(warnings);
        if (etcd.isEmpty() && api.isEmpty()) {
            throw new IllegalArgumentException("neither etcd nor an API to read from");
        }
    }

    /** Everything, untagged, four kinds at a time, watched by nobody. */
    public static BackupOrder of(
            String cluster, Optional<EtcdOrder> etcd, Optional<ObjectSource> api, String tool, Path workFolder) {
        return new BackupOrder(
                cluster,
                etcd,
                api,
                Selection.ALL,
                false,
                List.of(),
                List.of(),
                tool,
                workFolder,
                Clock.systemUTC(),
                USUAL_PARALLELISM,
                CreateProgress.NONE);
    }

    /** The same with the user's tags. */
    public BackupOrder withTags(List<String> others) {
        return new BackupOrder(
                cluster,
                etcd,
                api,
                selection,
                isPart,
                others,
                warnings,
                tool,
                workFolder,
                clock,
                parallelism,
                progress);
    }

    /** The same for some of the objects. */
    public BackupOrder withSelection(Selection other) {
        return new BackupOrder(
                cluster, etcd, api, other, isPart, tags, warnings, tool, workFolder, clock, parallelism, progress);
    }

    /** The same, whose selection is made for it alone. */
    public BackupOrder asPart(boolean is) {
        return new BackupOrder(
                cluster, etcd, api, selection, is, tags, warnings, tool, workFolder, clock, parallelism, progress);
    }

    /** The same with what the caller knows. */
    public BackupOrder withWarnings(List<Problem> others) {
        return new BackupOrder(
                cluster, etcd, api, selection, isPart, tags, others, tool, workFolder, clock, parallelism, progress);
    }

    /** The same, watched. */
    public BackupOrder withProgress(CreateProgress other) {
        return new BackupOrder(
                cluster, etcd, api, selection, isPart, tags, warnings, tool, workFolder, clock, parallelism, other);
    }

    /** The same by another clock. */
    public BackupOrder withClock(Clock other) {
        return new BackupOrder(
                cluster, etcd, api, selection, isPart, tags, warnings, tool, workFolder, other, parallelism, progress);
    }
}
