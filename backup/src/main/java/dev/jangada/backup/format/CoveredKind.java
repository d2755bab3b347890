package dev.jangada.backup.format;

import dev.jangada.kube.model.PartialObjects;
import dev.jangada.kube.model.ResourceKind;
import java.util.List;
import java.util.Set;

/**
 * A kind in a backup, with or without an object.
 *
 * @param kind at the version that its objects have, the most frequent one if they have several
 * @param versions all versions that its objects have; the version of {@code kind} if there is no object
 * @param origins where its objects were read; two if some could not be read from etcd and came from the API, so that they are of
 *     two moments
 * @param objects how many there are
 * @param bytes of their files
 * @param sha256 over them all, see {@link KindDigest}; 64 lower-case hexadecimal digits
 * @param revisions the revisions that they were read at: one as a rule
 * @param partial which of them lack something that is newer than the Jangada that made the backup; whole they are in etcd's
 *     snapshot only
 */
public record CoveredKind(
        ResourceKind kind,
        List<String> versions,
        Set<Origin> origins,
        long objects,
        long bytes,
        String sha256,
        List<String> revisions,
        PartialObjects partial) {

    public CoveredKind {
        versions = List.copyOf(versions);
        origins = Set.copyOf(origins);
        revisions = List.copyOf(revisions);
    }

    /** The same with other names. */
    public CoveredKind withKind(ResourceKind other) {
        return new CoveredKind(other, versions, origins, objects, bytes, sha256, revisions, partial);
    }

    /** Where an object was read. */
    public enum Origin {
        /** The snapshot of etcd that is in the same backup. */
        ETCD,
        /** The cluster's API, at another moment. */
        API
    }
}
