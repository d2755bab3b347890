package dev.jangada.backup.evidence;

import dev.jangada.backup.evidence.Evidence.Kind;
import dev.jangada.backup.evidence.Evidence.Subject;
import dev.jangada.backup.format.Backup;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an auditor wants to know of a cluster's month. Backups that are gone meanwhile are in it as far as evidence tells of them.
 *
 * @param cluster whose
 * @param month the month
 * @param zone in which it begins and ends
 * @param until the moment up to which it tells: the month's end, or now if that is earlier
 * @param backups those of the month, the oldest first
 * @param events what was done in the month, the oldest first: verifications, restores, rehearsals of any backup
 * @param maxAge how old the newest complete backup may be; none if nothing was said about that
 * @param gaps when it was older
 * @param lastVerified the newest good verification before {@code until}, be it in an earlier month
 * @param lastRestored the newest good restore before {@code until}, be it in an earlier month
 * @param lastRehearsed the newest good rehearsal before {@code until}, be it in an earlier month
 */
public record MonthReport(
        String cluster,
        YearMonth month,
        ZoneId zone,
        Instant until,
        List<Line> backups,
        List<EvidenceEntry> events,
        Optional<Duration> maxAge,
        List<Gap> gaps,
        Optional<EvidenceEntry> lastVerified,
        Optional<EvidenceEntry> lastRestored,
        Optional<EvidenceEntry> lastRehearsed) {

    /**
     * A backup.
     *
     * @param id its snapshot's
     * @param time of it
     * @param complete whether nothing is missing in it
     * @param present whether it is still in the repository
     * @param verification its newest verification, if there is one
     */
    public record Line(
            String id, Instant time, boolean complete, boolean present, Optional<EvidenceEntry> verification) {

        /** Whether it is complete, and its newest verification went well. */
        public boolean proven() {
            return complete && verification.map(EvidenceEntry::good).orElse(false);
        }
    }

    /**
     * A time in which the newest complete backup was older than it may be.
     *
     * @param last the complete backup before it; none if there was none at all
     * @param from when it became too old, or when the month began
     * @param to when the next complete one came, or the report ends
     */
    public record Gap(Optional<Instant> last, Instant from, Instant to) {

        /** How long it was. */
        public Duration length() {
            return Duration.between(from, to);
        }
    }

    /** Events that did not go well, and how many backups are incomplete, in one number. */
    public long failures() {
        return events.stream().filter(event -> !event.good()).count()
                + backups.stream().filter(line -> !line.complete()).count();
    }

    /** How many events of a kind there were, and how they went. */
    public long count(Kind kind, boolean good) {
        return events.stream()
                .filter(event -> event.kind() == kind && event.good() == good)
                .count();
    }

    /** Whether there is nothing to worry about: every backup proven, nothing failed, no gap. */
    public boolean clean() {
        return !backups.isEmpty()
                && failures() == 0
                && gaps.isEmpty()
                && backups.stream().allMatch(Line::proven);
    }

    /**
     * The report of a month.
     *
     * @param all backups of any clusters that are there
     * @param evidence all there is
     * @param now the time; a month that has not begun is empty
     */
    public static MonthReport of(
            String cluster,
            YearMonth month,
            ZoneId zone,
            Collection<Backup> all,
            Collection<EvidenceEntry> evidence,
            Optional<Duration> maxAge,
            Instant now) {
        Instant begin = month.atDay(1).atStartOfDay(zone).toInstant();
        Instant end = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
        Instant until = now.isBefore(end) ? now : end;
        List<EvidenceEntry> known = new EvidenceIndex(evidence)
                .entries().stream()
                        .filter(entry -> entry.about().cluster().equals(cluster))
                        .toList();
        List<Line> lines = lines(cluster, all, known);
        List<Line> ofMonth =
                lines.stream().filter(line -> isIn(line.time(), begin, until)).toList();
        var upTo = new EvidenceIndex(
                known.stream().filter(entry -> entry.begun().isBefore(until)).toList());
        return new MonthReport(
                cluster,
                month,
                zone,
                until,
                ofMonth,
                known.stream()
                        .filter(entry -> isIn(entry.begun(), begin, until))
                        .toList(),
                maxAge,
                maxAge.map(age -> gaps(withoutParts(lines, all), age, begin, until))
                        .orElse(List.of()),
                upTo.lastGood(Kind.VERIFY, cluster),
                upTo.lastGood(Kind.RESTORE, cluster),
                upTo.lastGood(Kind.REHEARSAL, cluster));
    }

    private static boolean isIn(Instant time, Instant begin, Instant until) {
        return !time.isBefore(begin) && time.isBefore(until);
    }

    private static List<Line> lines(String cluster, Collection<Backup> all, List<EvidenceEntry> known) {
        Map<String, EvidenceEntry> verifications = new HashMap<>();
        known.stream()
                .filter(entry -> entry.kind() == Kind.VERIFY)
                .forEach(entry -> verifications.put(entry.about().id(), entry));
        var lines = new ArrayList<Line>();
        var present = new HashSet<String>();
        for (Backup backup : all) {
            String id = backup.id().toString();
            if (backup.cluster().equals(cluster) && present.add(id)) {
                lines.add(new Line(
                        id, backup.time(), backup.complete(), true, Optional.ofNullable(verifications.get(id))));
            }
        }
        for (EvidenceEntry entry : known) {
            Subject gone = entry.about();
            if (present.add(gone.id())) {
                lines.add(new Line(
                        gone.id(),
                        gone.time(),
                        gone.complete(),
                        false,
                        Optional.ofNullable(verifications.get(gone.id()))));
            }
        }
        lines.sort(Comparator.comparing(Line::time).thenComparing(Line::id));
        return List.copyOf(lines);
    }

    /** A part does not stand for a backup that is missing. Of one that is gone nobody knows whether it was one. */
    private static List<Line> withoutParts(List<Line> lines, Collection<Backup> all) {
        Set<String> parts = all.stream()
                .filter(backup -> backup.holds() == Backup.Holds.PART)
                .map(backup -> backup.id().toString())
                .collect(Collectors.toSet());
        return lines.stream().filter(line -> !parts.contains(line.id())).toList();
    }

    private static List<Gap> gaps(List<Line> lines, Duration maxAge, Instant begin, Instant until) {
        var gaps = new ArrayList<Gap>();
        Optional<Instant> last = Optional.empty();
        for (Line line : lines) {
            if (line.complete() && line.time().isBefore(until)) {
                gap(last, line.time(), maxAge, begin).ifPresent(gaps::add);
                last = Optional.of(line.time());
            }
        }
        if (begin.isBefore(until)) {
            gap(last, until, maxAge, begin).ifPresent(gaps::add);
        }
        return List.copyOf(gaps);
    }

    private static Optional<Gap> gap(Optional<Instant> last, Instant next, Duration maxAge, Instant begin) {
        Instant tooOld = last.map(time -> time.plus(maxAge)).orElse(begin);
        Instant from = tooOld.isBefore(begin) ? begin : tooOld;
        return from.isBefore(next) ? Optional.of(new Gap(last, from, next)) : Optional.empty();
    }
}
