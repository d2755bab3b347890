package dev.jangada.backup.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.backup.evidence.Evidence.By;
import dev.jangada.backup.evidence.Evidence.Kind;
import dev.jangada.backup.evidence.Evidence.Subject;
import dev.jangada.backup.evidence.Evidence.Verdict;
import dev.jangada.backup.format.Backup;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Snapshot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MonthReportTest {

    private static final Instant LATER = Instant.parse("2026-12-24T00:00:00Z");
    private static final Duration DAY_AND_HALF = Duration.ofHours(36);

    private final List<Backup> backups = new ArrayList<>();
    private final List<EvidenceEntry> evidence = new ArrayList<>();

    private static Id id(String name) {
        return Id.of(name.getBytes(StandardCharsets.UTF_8));
    }

    private void backup(String time, boolean complete) {
        backups.add(made(time, complete, "production"));
    }

    private static Backup made(String time, boolean complete, String cluster) {
        return new Backup(
                id(cluster + time),
                new Snapshot(
                        Instant.parse(time),
                        id("tree"),
                        Optional.empty(),
                        List.of("/objects"),
                        cluster,
                        "ana",
                        List.of("jangada", complete ? "complete" : "incomplete"),
                        "jangada"));
    }

    private void evidence(Kind kind, String begun, String backupTime, Verdict verdict) {
        evidence.add(new EvidenceEntry(
                id("evidence" + begun + kind),
                id("tree"),
                kind,
                new Subject(id("production" + backupTime).toString(), Instant.parse(backupTime), "production", true),
                Instant.parse(begun),
                Duration.ofSeconds(61),
                verdict,
                new By("ana", "raft"),
                "jangada"));
    }

    @Test
    void aPartIsNoLastVerifiedBackupAndFillsNoGap() {
        backup("2026-11-01T03:00:00Z", true);
        Backup part = part("2026-11-20T03:00:00Z");
        backups.add(part);
        evidence(Kind.VERIFY, "2026-11-20T04:00:00Z", "2026-11-20T03:00:00Z", Verdict.OK);
        var index = new EvidenceIndex(evidence);
        assertThat(index.verified(part)).isTrue();
        assertThat(index.lastVerified(backups, "production")).isEmpty();
        assertThat(report(ZoneOffset.UTC, Optional.of(DAY_AND_HALF), LATER).gaps())
                .last()
                .satisfies(gap -> assertThat(gap.last()).contains(Instant.parse("2026-11-01T03:00:00Z")));
        assertThat(Backup.latest(backups)).contains(backups.getFirst());
        assertThat(Backup.latest(List.of(part))).contains(part);
    }

    private static Backup part(String time) {
        return new Backup(
                id("production" + time),
                new Snapshot(
                        Instant.parse(time),
                        id("tree"),
                        Optional.empty(),
                        List.of("/objects"),
                        "production",
                        "ana",
                        List.of("jangada", "complete", "jangada-part=0123456789abcdef"),
                        "jangada"));
    }

    private MonthReport report(ZoneId zone, Optional<Duration> maxAge, Instant now) {
        return MonthReport.of("production", YearMonth.of(2026, 11), zone, backups, evidence, maxAge, now);
    }

    private void everyDay() {
        for (int day = 1; day <= 30; day++) {
            String time = "2026-11-%02dT03:00:00Z".formatted(day);
            backup(time, true);
            evidence(Kind.VERIFY, "2026-11-%02dT03:05:00Z".formatted(day), time, Verdict.OK);
        }
        backup("2026-10-31T03:00:00Z", true);
    }

    @Test
    void aGoodMonthIsClean() {
        everyDay();
        backups.add(made("2026-11-05T00:00:00Z", false, "another"));
        MonthReport report = report(ZoneOffset.UTC, Optional.of(DAY_AND_HALF), LATER);
        assertThat(report.backups()).hasSize(30).allMatch(MonthReport.Line::proven);
        assertThat(report.gaps()).isEmpty();
        assertThat(report.failures()).isZero();
        assertThat(report.count(Kind.VERIFY, true)).isEqualTo(30);
        assertThat(report.lastVerified().orElseThrow().begun()).isEqualTo("2026-11-30T03:05:00Z");
        assertThat(report.lastRehearsed()).isEmpty();
        assertThat(report.clean()).isTrue();
    }

    @Test
    void theMonthIsThatOfTheZone() {
        everyDay();
        MonthReport report = report(ZoneId.of("America/Sao_Paulo"), Optional.of(DAY_AND_HALF), LATER);
        assertThat(report.backups()).hasSize(30);
        assertThat(report.until()).isEqualTo("2026-12-01T03:00:00Z");
        backup("2026-12-01T02:00:00Z", true);
        assertThat(report(ZoneId.of("America/Sao_Paulo"), Optional.empty(), LATER)
                        .backups())
                .hasSize(31);
        assertThat(report(ZoneOffset.UTC, Optional.empty(), LATER).backups()).hasSize(30);
    }

    @Test
    void gapsAreWhenTheNewestCompleteBackupWasTooOld() {
        backup("2026-11-03T03:00:00Z", true);
        backup("2026-11-04T03:00:00Z", false);
        backup("2026-11-06T03:00:00Z", true);
        MonthReport report = report(ZoneOffset.UTC, Optional.of(DAY_AND_HALF), Instant.parse("2026-11-08T00:00:00Z"));
        assertThat(report.gaps())
                .containsExactly(
                        new MonthReport.Gap(
                                Optional.empty(),
                                Instant.parse("2026-11-01T00:00:00Z"),
                                Instant.parse("2026-11-03T03:00:00Z")),
                        new MonthReport.Gap(
                                Optional.of(Instant.parse("2026-11-03T03:00:00Z")),
                                Instant.parse("2026-11-04T15:00:00Z"),
                                Instant.parse("2026-11-06T03:00:00Z")),
                        new MonthReport.Gap(
                                Optional.of(Instant.parse("2026-11-06T03:00:00Z")),
                                Instant.parse("2026-11-07T15:00:00Z"),
                                Instant.parse("2026-11-08T00:00:00Z")));
        assertThat(report.gaps().getLast().length()).isEqualTo(Duration.ofHours(9));
        assertThat(report.failures()).isEqualTo(1);
        assertThat(report.clean()).isFalse();
    }

    @Test
    void aGapThatBeganBeforeTheMonthIsCountedFromItsBeginning() {
        backup("2026-10-01T03:00:00Z", true);
        backup("2026-11-02T00:00:00Z", true);
        assertThat(report(ZoneOffset.UTC, Optional.of(DAY_AND_HALF), Instant.parse("2026-11-02T01:00:00Z"))
                        .gaps())
                .containsExactly(new MonthReport.Gap(
                        Optional.of(Instant.parse("2026-10-01T03:00:00Z")),
                        Instant.parse("2026-11-01T00:00:00Z"),
                        Instant.parse("2026-11-02T00:00:00Z")));
    }

    @Test
    void backupsThatAreGoneAreKnownByTheirEvidence() {
        evidence(Kind.VERIFY, "2026-11-05T04:00:00Z", "2026-11-05T03:00:00Z", Verdict.OK);
        evidence(Kind.REHEARSAL, "2026-10-20T04:00:00Z", "2026-10-19T03:00:00Z", Verdict.OK);
        evidence(Kind.RESTORE, "2026-11-06T04:00:00Z", "2026-11-05T03:00:00Z", Verdict.INCOMPLETE);
        evidence(Kind.VERIFY, "2026-12-02T04:00:00Z", "2026-11-05T03:00:00Z", Verdict.FAILED);
        MonthReport report = report(ZoneOffset.UTC, Optional.empty(), LATER);
        assertThat(report.backups()).hasSize(1).allMatch(line -> !line.present() && line.complete());
        assertThat(report.backups().getFirst().proven())
                .as("found damaged later")
                .isFalse();
        assertThat(report.events()).hasSize(2);
        assertThat(report.count(Kind.RESTORE, false)).isEqualTo(1);
        assertThat(report.lastVerified().orElseThrow().begun()).isEqualTo("2026-11-05T04:00:00Z");
        assertThat(report.lastRehearsed().orElseThrow().took()).isEqualTo(Duration.ofSeconds(61));
    }

    @Test
    void aMonthThatHasNotBegunIsEmpty() {
        MonthReport report = report(ZoneOffset.UTC, Optional.of(DAY_AND_HALF), Instant.parse("2026-10-15T00:00:00Z"));
        assertThat(report.backups()).isEmpty();
        assertThat(report.gaps()).isEmpty();
    }

    @Test
    void theNewestVerificationIsWhatCounts() {
        backup("2026-11-03T03:00:00Z", true);
        backup("2026-11-04T03:00:00Z", true);
        evidence(Kind.VERIFY, "2026-11-03T04:00:00Z", "2026-11-03T03:00:00Z", Verdict.OK);
        evidence(Kind.VERIFY, "2026-11-04T04:00:00Z", "2026-11-04T03:00:00Z", Verdict.OK);
        var index = new EvidenceIndex(evidence);
        assertThat(index.lastVerified(backups, "production")).contains(backups.getLast());
        evidence(Kind.VERIFY, "2026-11-05T04:00:00Z", "2026-11-04T03:00:00Z", Verdict.FAILED);
        assertThat(new EvidenceIndex(evidence).lastVerified(backups, "production"))
                .contains(backups.getFirst());
        assertThat(new EvidenceIndex(evidence).lastVerified(backups, "another")).isEmpty();
        assertThat(index.candidate(backups.getFirst()).verified()).isTrue();
    }
}
