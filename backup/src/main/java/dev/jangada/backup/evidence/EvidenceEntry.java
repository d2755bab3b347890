package dev.jangada.backup.evidence;

import dev.jangada.backup.evidence.Evidence.By;
import dev.jangada.backup.evidence.Evidence.Kind;
import dev.jangada.backup.evidence.Evidence.Subject;
import dev.jangada.backup.evidence.Evidence.Verdict;
import dev.jangada.backup.format.Backup;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Snapshot;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A piece of evidence, as far as its snapshot document tells: everything but numbers and remarks. A list needs no more than the
 * documents, which are in the cache.
 *
 * @param id of its snapshot
 * @param tree its tree, with the file in it
 * @param kind what was done
 * @param about the backup
 * @param begun when it was begun
 * @param took how long it took
 * @param verdict how it went
 * @param by who did it
 * @param tool the program with its version
 */
public record EvidenceEntry(
        Id id, Id tree, Kind kind, Subject about, Instant begun, Duration took, Verdict verdict, By by, String tool) {

    private static final String KIND = "evidence";
    private static final String BACKUP = "backup";
    private static final String TIME = "backup-time";
    private static final String COMPLETE = "backup-complete";
    private static final String VERDICT = "verdict";
    private static final String TOOK = "took";

    /** The evidence that a snapshot is; empty if it is none, or of a kind that this version does not know. */
    public static Optional<EvidenceEntry> of(Id id, Snapshot snapshot) {
        if (!snapshot.tags().contains(Backup.EVIDENCE)) {
            return Optional.empty();
        }
        Map<String, String> tags = new HashMap<>();
        for (String tag : snapshot.tags()) {
            int equals = tag.indexOf('=');
            if (equals > 0) {
                tags.put(tag.substring(0, equals), tag.substring(equals + 1));
            }
        }
        Optional<Kind> kind = Kind.of(tags.getOrDefault(KIND, ""));
        Optional<Verdict> verdict = Verdict.of(tags.getOrDefault(VERDICT, ""));
        if (kind.isEmpty() || verdict.isEmpty()) {
            return Optional.empty();
        }
        try {
            var about = new Subject(
                    Id.parse(tags.getOrDefault(BACKUP, "")).toString(),
                    Instant.parse(tags.getOrDefault(TIME, "")),
                    snapshot.host(),
                    Boolean.parseBoolean(tags.get(COMPLETE)));
            return Optional.of(new EvidenceEntry(
                    id,
                    snapshot.tree(),
                    kind.get(),
                    about,
                    snapshot.time(),
                    Duration.parse(tags.getOrDefault(TOOK, "")),
                    verdict.get(),
                    By.parse(snapshot.user()),
                    snapshot.program()));
        } catch (DateTimeException | IllegalArgumentException notOurs) {
            // Somebody else's tags, or a later version's: it says nothing to this one.
            return Optional.empty();
        }
    }

    /** Whether it went well. */
    public boolean good() {
        return verdict == Verdict.OK;
    }

    static List<String> tags(Evidence evidence) {
        return List.of(
                Backup.EVIDENCE,
                KIND + "=" + evidence.kind().word(),
                BACKUP + "=" + evidence.about().id(),
                TIME + "=" + evidence.about().time(),
                COMPLETE + "=" + evidence.about().complete(),
                VERDICT + "=" + evidence.verdict().word(),
                TOOK + "=" + Duration.ofMillis(evidence.took().toMillis()));
    }
}
