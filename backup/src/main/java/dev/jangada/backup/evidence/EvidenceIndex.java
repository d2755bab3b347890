package dev.jangada.backup.evidence;

import dev.jangada.backup.evidence.Evidence.Kind;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.retention.Candidate;
import dev.jangada.backup.retention.Proof;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What evidence says, asked in the ways that gates, lists and reports ask. */
public final class EvidenceIndex {

    private final List<EvidenceEntry> entries;
    private final Map<String, EvidenceEntry> verifications = new HashMap<>();
    private final Map<String, EvidenceEntry> restores = new HashMap<>();

    /** Of some evidence, in any order. */
    public EvidenceIndex(Collection<EvidenceEntry> entries) {
        this.entries = entries.stream()
                .sorted(Comparator.comparing(EvidenceEntry::begun).thenComparing(EvidenceEntry::id))
                .toList();
        this.entries.stream()
                .filter(entry -> entry.kind() == Kind.VERIFY)
                .forEach(entry -> verifications.put(entry.about().id(), entry));
        this.entries.stream()
                .filter(entry -> entry.kind() == Kind.RESTORE)
                .forEach(entry -> restores.put(entry.about().id(), entry));
    }

    /** All of it, the oldest first. */
    public List<EvidenceEntry> entries() {
        return entries;
    }

    /** The newest verification of a backup, however it went. */
    public Optional<EvidenceEntry> verification(Backup backup) {
        return Optional.ofNullable(verifications.get(backup.id().toString()));
    }

    /** The newest restore from a backup into a cluster, however it went. */
    public Optional<EvidenceEntry> restore(Backup backup) {
        return Optional.ofNullable(restores.get(backup.id().toString()));
    }

    /** Everything about a backup, the oldest first. */
    public List<EvidenceEntry> about(Backup backup) {
        return entries.stream()
                .filter(entry -> entry.about().id().equals(backup.id().toString()))
                .toList();
    }

    /** Whether a backup's newest verification went well. */
    public boolean verified(Backup backup) {
        return verification(backup).map(EvidenceEntry::good).orElse(false);
    }

    /** The newest complete backup of a cluster whose newest verification went well, and that is no part: what gates ask for. */
    public Optional<Backup> lastVerified(Collection<Backup> backups, String cluster) {
        return backups.stream()
                .filter(backup -> backup.cluster().equals(cluster)
                        && backup.complete()
                        && backup.holds() != Backup.Holds.PART
                        && verified(backup))
                .max(Comparator.comparing(Backup::time));
    }

    /** The newest evidence of a kind about a cluster, however it went, whether its backup is still there or not. */
    public Optional<EvidenceEntry> last(Kind kind, String cluster) {
        return entries.reversed().stream()
                .filter(entry -> entry.kind() == kind && entry.about().cluster().equals(cluster))
                .findFirst();
    }

    /** The newest evidence of a kind about a cluster that tells of success, whether its backup is still there or not. */
    public Optional<EvidenceEntry> lastGood(Kind kind, String cluster) {
        return entries.reversed().stream()
                .filter(entry -> entry.kind() == kind
                        && entry.good()
                        && entry.about().cluster().equals(cluster))
                .findFirst();
    }

    /** A backup as retention judges it: by the hours and days of UTC, in which backups are written, and restic counts. */
    public Candidate candidate(Backup backup) {
        return new Candidate(
                backup.id().toString(),
                backup.time().atZone(ZoneOffset.UTC),
                backup.cluster(),
                Set.copyOf(backup.snapshot().tags()),
                backup.complete(),
                verified(backup),
                backup.part());
    }

    /** This evidence as retention judges it. */
    public List<Proof> proofs() {
        return entries.stream()
                .map(entry -> new Proof(
                        entry.id().toString(),
                        entry.begun(),
                        entry.about().cluster(),
                        entry.about().id(),
                        entry.kind().word(),
                        entry.good()))
                .toList();
    }
}
