package dev.jangada.backup.retention;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Decides which backups stay. Rules are applied to each cluster by itself.
 *
 * @param backups of any clusters
 * @param proofs evidence about them, and about backups that are gone
 * @param evidenceKept evidence of backups that are gone stays so long, so that the month's report still has it
 * @param now the time
 */
public record Retention(Collection<Candidate> backups, Collection<Proof> proofs, Age evidenceKept, Instant now) {

    /** What an auditor may still ask for. */
    public static final Age USUAL_EVIDENCE = new Age(0, 13, 0, 0);

    private static final Comparator<Candidate> NEWEST_FIRST = Comparator.comparing(
                    (Candidate backup) -> backup.time().toInstant())
            .reversed()
            .thenComparing(Candidate::id);

    /** Copies the lists. */
    public Retention {
        backups = List.copyOf(backups);
        proofs = List.copyOf(proofs);
    }

    /**
     * What a policy leaves.
     *
     * <p>Complete backups are judged as restic judges snapshots. Incomplete ones do not count there; those that are newer than the
     * newest complete one, or all if none is, are judged among themselves by the same policy; of older ones only those stay that a tag
     * or {@code --keep-within} keeps. Parts are judged by themselves, equal ones together, so that none takes the place of a backup that
     * holds everything. Whatever the policy says, of each cluster stay: the newest complete backup with a good
     * verification, the newest complete one, and if none is complete, the newest; parts only if no other is complete.
     */
    public RetentionPlan plan(RetentionPolicy policy) {
        var kept = new HashMap<Candidate, List<KeepReason>>();
        clusters().values().forEach(cluster -> keep(policy, cluster, kept));
        return plan(kept);
    }

    private void keep(RetentionPolicy policy, List<Candidate> newestFirst, Map<Candidate, List<KeepReason>> kept) {
        if (policy.isEmpty()) {
            newestFirst.forEach(backup -> kept.put(backup, List.of(KeepReason.Safety.NO_RULE)));
            return;
        }
        newestFirst.stream()
                .collect(Collectors.groupingBy(Candidate::part))
                .values()
                .forEach(equal -> judge(policy, equal, kept));
        safe(newestFirst).forEach((backup, reason) -> kept.merge(backup, List.of(reason), Retention::both));
    }

    private void judge(RetentionPolicy policy, List<Candidate> newestFirst, Map<Candidate, List<KeepReason>> kept) {
        List<Candidate> complete =
                newestFirst.stream().filter(Candidate::complete).toList();
        int newestComplete = complete.isEmpty() ? newestFirst.size() : newestFirst.indexOf(complete.getFirst());
        var rules = new Rules(policy, now);
        kept.putAll(rules.all(complete));
        kept.putAll(rules.all(newestFirst.subList(0, newestComplete)));
        List<Candidate> passed = newestFirst.subList(newestComplete, newestFirst.size()).stream()
                .filter(backup -> !backup.complete())
                .toList();
        kept.putAll(rules.unchosen(passed, complete));
    }

    /** A reason of safety is told only where it is the only one, or says what else is known of the backup. */
    private static List<KeepReason> both(List<KeepReason> policy, List<KeepReason> safety) {
        if (!safety.contains(KeepReason.Safety.LAST_VERIFIED)) {
            return policy;
        }
        var all = new ArrayList<>(policy);
        all.addAll(safety);
        return all;
    }

    /** What must stay of a cluster, whatever is asked for. */
    private static Map<Candidate, KeepReason.Safety> safe(List<Candidate> newestFirst) {
        Map<Boolean, List<Candidate>> parts =
                newestFirst.stream().collect(Collectors.partitioningBy(Candidate::isPart));
        List<Candidate> whole = parts.getOrDefault(false, List.of());
        Map<Candidate, KeepReason.Safety> safe = safeAmong(whole);
        if (whole.stream().noneMatch(Candidate::complete)) {
            safe.putAll(safeAmong(parts.getOrDefault(true, List.of())));
        }
        return safe;
    }

    private static Map<Candidate, KeepReason.Safety> safeAmong(List<Candidate> newestFirst) {
        var safe = new HashMap<Candidate, KeepReason.Safety>();
        Optional<Candidate> complete =
                newestFirst.stream().filter(Candidate::complete).findFirst();
        if (complete.isPresent()) {
            safe.put(complete.get(), KeepReason.Safety.LAST_COMPLETE);
        } else if (!newestFirst.isEmpty()) {
            safe.put(newestFirst.getFirst(), KeepReason.Safety.LAST_AT_ALL);
        }
        newestFirst.stream()
                .filter(backup -> backup.complete() && backup.verified())
                .findFirst()
                .ifPresent(backup -> safe.put(backup, KeepReason.Safety.LAST_VERIFIED));
        return safe;
    }

    /**
     * What is left when single backups are removed.
     *
     * @param ids of the snapshots, whole
     * @param evenTheLast removes also what must stay; only after somebody has said so explicitly
     * @throws Problem with {@link ExitCode#REFUSED} if one of them must stay: it is the newest verified or the newest complete backup of
     *     its cluster, or the last of all
     */
    public RetentionPlan remove(Set<String> ids, boolean evenTheLast) {
        var kept = new HashMap<Candidate, List<KeepReason>>();
        for (List<Candidate> cluster : clusters().values()) {
            if (!evenTheLast) {
                safe(cluster).forEach((backup, reason) -> refuse(ids, backup, reason));
            }
            cluster.stream()
                    .filter(backup -> !ids.contains(backup.id()))
                    .forEach(backup -> kept.put(backup, List.of(KeepReason.Safety.NOT_NAMED)));
        }
        return plan(kept);
    }

    private static void refuse(Set<String> ids, Candidate backup, KeepReason.Safety reason) {
        if (!ids.contains(backup.id())) {
            return;
        }
        RetentionMessage sentence = switch (reason) {
            case LAST_VERIFIED -> RetentionMessage.LAST_VERIFIED_STAYS;
            case LAST_COMPLETE -> RetentionMessage.LAST_COMPLETE_STAYS;
            case LAST_AT_ALL, NO_RULE, NOT_NAMED -> RetentionMessage.LAST_STAYS;
        };
        throw new Problem(
                ExitCode.REFUSED,
                sentence,
                backup.id().substring(0, Math.min(8, backup.id().length())),
                backup.cluster());
    }

    private Map<String, List<Candidate>> clusters() {
        return backups.stream()
                .sorted(NEWEST_FIRST)
                .collect(Collectors.groupingBy(Candidate::cluster, TreeMap::new, Collectors.toList()));
    }

    private RetentionPlan plan(Map<Candidate, List<KeepReason>> kept) {
        var stay = new ArrayList<RetentionPlan.Kept>();
        var go = new ArrayList<Candidate>();
        clusters()
                .values()
                .forEach(cluster -> cluster.forEach(backup -> {
                    List<KeepReason> reasons = kept.get(backup);
                    if (reasons == null) {
                        go.add(backup);
                    } else {
                        stay.add(new RetentionPlan.Kept(backup, reasons));
                    }
                }));
        var ids = stay.stream().map(one -> one.backup().id()).collect(Collectors.toSet());
        return new RetentionPlan(stay, go, removedProofs(ids));
    }

    /**
     * Evidence goes when it is older than {@link #evidenceKept}, and its backup is gone or newer evidence of the same kind tells of that
     * backup. The newest of each kind about a backup stays with the backup, and the newest good one of each kind of a cluster stays
     * for ever: when was a restore last rehearsed?
     */
    private List<String> removedProofs(Set<String> keptBackups) {
        Instant since = evidenceKept.before(now.atZone(java.time.ZoneOffset.UTC));
        var seen = new HashSet<List<String>>();
        var removed = new ArrayList<String>();
        proofs.stream()
                .sorted(Comparator.comparing(Proof::time).reversed().thenComparing(Proof::id))
                .forEach(proof -> {
                    boolean newestOfBackup = seen.add(List.of("backup", proof.backup(), proof.kind()));
                    boolean newestGood = proof.good() && seen.add(List.of("cluster", proof.cluster(), proof.kind()));
                    boolean stays = newestOfBackup && keptBackups.contains(proof.backup())
                            || newestGood
                            || !proof.time().isBefore(since);
                    if (!stays) {
                        removed.add(proof.id());
                    }
                });
        return removed;
    }
}
