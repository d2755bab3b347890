package dev.jangada.backup.format;

import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a backup is: the document {@code manifest.json}, with the names of {@code kinds.json}.
 *
 * @param tool the program that made it, with its version
 * @param cluster the cluster's name, as the user calls it
 * @param clusterUid the uid of the kube-system namespace, where it is known
 * @param kubernetesVersion the API server's version, where it was asked
 * @param server the API server's address, where it was asked
 * @param startedAt when the backup was begun
 * @param asOf the moment the objects are of: when etcd's snapshot was taken, else when the reading began
 * @param duration until everything was read and given to the repository
 * @param selection which objects were wanted; etcd's snapshot is always whole
 * @param etcd etcd's snapshot, if there is one
 * @param kinds the kinds that are covered, in the order of a dump
 * @param notCovered what no backup holds, as codes; {@code volume-contents} always
 * @param gaps what should be here and is not; empty if the backup is complete
 * @param warnings what a person should know of it
 */
public record Manifest(
        String tool,
        String cluster,
        Optional<String> clusterUid,
        Optional<String> kubernetesVersion,
        Optional<String> server,
        Instant startedAt,
        Instant asOf,
        Duration duration,
        Selection selection,
        Optional<EtcdPart> etcd,
        List<CoveredKind> kinds,
        List<String> notCovered,
        List<Gap> gaps,
        List<Problem> warnings) {

    /** What is in volumes. */
    public static final String VOLUME_CONTENTS = "volume-contents";

    /** Certificates, static pods and other files of the hosts. */
    public static final String HOST_FILES = "host-files";

    /** etcd's snapshot, where there was no access to it. */
    public static final String ETCD_SNAPSHOT = "etcd-snapshot";

    public Manifest {
        kinds = List.copyOf(kinds);
        notCovered = List.copyOf(notCovered);
        gaps = List.copyOf(gaps);
        warnings = List.copyOf(warnings);
    }

    /** Whether everything is here that should be. */
    public boolean complete() {
        return gaps.isEmpty();
    }

    /** Whether it is of some of the objects only. */
    public boolean isSelection() {
        return !SelectionJson.isAll(selection);
    }

    /** How many objects there are. */
    public long objects() {
        return kinds.stream().mapToLong(CoveredKind::objects).sum();
    }

    /** Bytes of the objects' files. */
    public long bytes() {
        return kinds.stream().mapToLong(CoveredKind::bytes).sum();
    }

    /** Whether the objects are of one moment. */
    public boolean oneMoment() {
        return kinds.stream()
                        .filter(kind -> kind.objects() > 0)
                        .flatMap(kind -> kind.origins().stream())
                        .distinct()
                        .count()
                <= 1;
    }
}
