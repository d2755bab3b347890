package dev.jangada.kube.dump;

import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.ObjectKey;
import dev.jangada.kube.model.PartialObjects;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.scrub.Scrubber;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a dump wrote.
 *
 * @param directory where the dump lies
 * @param kinds the kinds that it covers, in the order in which they were written, with or without objects
 * @param leftOut how many objects were left out, by reason; reasons that met none are absent
 * @param gaps what should have been read and could not be, and kinds of which objects lack something; the dump is
 *     incomplete if there is one
 * @param remarks what a person should look at of objects that were converted to today's version, and those that could
 *     not be and are written as they were
 * @param bytes the size of the three files
 * @param keptAside the dump that this one took the place of, where it was not deleted: because the new one is
 *     incomplete or has no object, or because deleting failed
 */
public record DumpResult(
        Path directory,
        List<DumpedKind> kinds,
        Map<Scrubber.Reason, Long> leftOut,
        List<Gap> gaps,
        List<Remark> remarks,
        long bytes,
        Optional<Path> keptAside) {

    public DumpResult {
        kinds = List.copyOf(kinds);
        leftOut = Map.copyOf(leftOut);
        gaps = List.copyOf(gaps);
        remarks = List.copyOf(remarks);
    }

    /** Something to look at of one object. */
    public record Remark(ObjectKey object, Note note) {}

    /**
     * What was written of one kind.
     *
     * @param kind the kind at the version that was read
     * @param objects how many objects were written
     * @param bytes their size in the file
     * @param revisions the revisions of the source that the objects were read at, where it has them; two or more if
     *     they are not of one moment
     * @param spansRevisions whether a list went on at another revision than it began at
     * @param partial which of the objects lack something that was newer than the program that read them
     */
    public record DumpedKind(
            ResourceKind kind,
            long objects,
            long bytes,
            List<String> revisions,
            boolean spansRevisions,
            PartialObjects partial) {

        public DumpedKind {
            revisions = List.copyOf(revisions);
        }
    }

    /** How many objects were written. */
    public long objects() {
        return kinds.stream().mapToLong(DumpedKind::objects).sum();
    }

    /** Whether everything that was asked for was read. */
    public boolean complete() {
        return gaps.isEmpty();
    }
}
