package dev.jangada.backup.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.backup.evidence.Evidence;
import dev.jangada.backup.evidence.Evidence.By;
import dev.jangada.backup.evidence.Evidence.Kind;
import dev.jangada.backup.evidence.Evidence.Subject;
import dev.jangada.backup.evidence.Evidence.Verdict;
import dev.jangada.backup.evidence.EvidenceStore;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.play.PlainRepository;
import dev.jangada.backup.schedule.Margins.Certificate;
import dev.jangada.backup.schedule.RunStatus;
import dev.jangada.backup.schedule.RunStatusFile;
import dev.jangada.backup.schedule.Step;
import dev.jangada.backup.schedule.StepResult;
import dev.jangada.backup.schedule.StepResult.Outcome;
import dev.jangada.backup.schedule.StepResult.Said;
import dev.jangada.etcd.client.Alarm;
import dev.jangada.etcd.client.Endpoint;
import dev.jangada.etcd.client.Header;
import dev.jangada.etcd.client.MemberStatus;
import dev.jangada.problem.ExitCode;
import dev.jangada.repository.Repository;
import dev.jangada.repository.format.Attributes;
import dev.jangada.repository.format.Snapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindingsTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private OptionalLong quota = OptionalLong.empty();
    private Optional<Duration> verifiedMaxAge = Optional.of(Duration.ofHours(50));

    private Findings findings() {
        return new Findings(
                new StatusOrder(
                        "production",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofHours(26),
                        verifiedMaxAge,
                        words -> String.join(" ", words) + " -r here"),
                NOW);
    }

    private static List<String> codes(Findings findings) {
        return findings.worstFirst().stream()
                .map(finding -> finding.severity() + " " + finding.sentence().code())
                .toList();
    }

    @Test
    void nodes() {
        assertThat(codes(nodes(3, List.of()))).isEmpty();
        assertThat(codes(nodes(3, List.of("b")))).containsExactly("DEGRADED nodes-not-ready");
        assertThat(codes(nodes(2, List.of("a", "b")))).containsExactly("DOWN no-node-ready");
        Findings many = nodes(9, List.of("a", "b", "c", "d", "e", "f", "g"));
        assertThat(many.worstFirst().getFirst().sentence()).hasMessage("7 of 9 nodes are not ready: a, b, c, d, e ….");
    }

    private Findings nodes(int all, List<String> notReady) {
        Findings findings = findings();
        findings.api(new ApiStatus(
                Optional.empty(), Optional.of("https://x"), Optional.of("v1.36.1"), Optional.empty(), all, notReady));
        return findings;
    }

    @Test
    void etcdNearItsQuotaAndWithAlarms() {
        assertThat(codes(etcd(1L << 30))).isEmpty();
        assertThat(codes(etcd(1_900L << 20))).containsExactly("NOTE etcd-near-usual-quota");
        quota = OptionalLong.of(8L << 30);
        assertThat(codes(etcd(1_900L << 20))).isEmpty();
        Findings near = etcd(7L << 30, new Alarm(255, Alarm.Kind.NOSPACE), new Alarm(1, Alarm.Kind.UNKNOWN));
        assertThat(codes(near)).containsExactly("DOWN etcd-nospace", "DEGRADED etcd-near-quota", "DEGRADED etcd-alarm");
        assertThat(near.worstFirst().getFirst().sentence()).hasMessageContaining("member ff");
    }

    private Findings etcd(long size, Alarm... alarms) {
        Endpoint endpoint = Endpoint.of("https://10.0.0.1:2379", true);
        var status = new MemberStatus(
                endpoint,
                new Header(1, 2, 3, 4),
                "3.6.16",
                "3.6.0",
                size,
                size / 2,
                2,
                10,
                10,
                4,
                false,
                List.of(),
                quota);
        Findings findings = findings();
        findings.etcd(new EtcdStatus(
                List.of(new EtcdStatus.One(endpoint, Optional.of(status), Optional.empty())),
                List.of(),
                List.of(alarms)));
        return findings;
    }

    @Test
    void certificatesThatEndSoonOrHave() {
        Findings findings = findings();
        findings.certificate(new Certificate("far", NOW.plus(Duration.ofDays(31))));
        findings.certificate(new Certificate("soon", NOW.plus(Duration.ofDays(29))));
        findings.certificate(new Certificate("over", NOW));
        assertThat(findings.worstFirst())
                .extracting(finding -> finding.sentence().getMessage())
                .containsExactly(
                        "The certificate soon ends on 2026-12-27T12:00:00Z, in 29 days: renew it.",
                        "The certificate over has ended on 2026-11-28T12:00:00Z: renew it.");
    }

    @Test
    void backupsThatAreTooOldOrNotProven(@TempDir Path directory) {
        try (Repository repository = PlainRepository.init(directory)) {
            assertThat(codes(backups(repository))).containsExactly("DEGRADED no-backup");
            assertThat(backups(repository).worstFirst().getFirst().sentence())
                    .hasMessageEndingWith(" To make one: jangada backup create -r here");
            backup(repository, NOW.minus(Duration.ofHours(27)), "complete");
            assertThat(codes(backups(repository)))
                    .containsExactly("DEGRADED backup-too-old", "DEGRADED never-verified");
            Backup good = backup(repository, NOW.minus(Duration.ofHours(3)), "complete");
            verify(repository, good, Verdict.OK);
            assertThat(codes(backups(repository))).isEmpty();
            backup(repository, NOW.minus(Duration.ofHours(1)), "incomplete");
            assertThat(codes(backups(repository))).containsExactly("NOTE newest-incomplete");
            verify(repository, good, Verdict.FAILED);
            assertThat(codes(backups(repository)))
                    .containsExactly(
                            "DEGRADED verification-failed", "DEGRADED never-verified", "NOTE newest-incomplete");
            verifiedMaxAge = Optional.empty();
            backup(repository, NOW.minus(Duration.ofMinutes(30)), "complete");
            assertThat(codes(backups(repository))).isEmpty();
            assertThat(BackupStatus.of(repository, "another").count()).isZero();
        }
    }

    @Test
    void aBackupWhoseDocumentIsDamagedIsNotSilentlyReplacedByAnOlderOne(@TempDir Path directory) throws Exception {
        try (Repository repository = PlainRepository.init(directory)) {
            verify(repository, backup(repository, NOW.minus(Duration.ofHours(3)), "complete"), Verdict.OK);
            Backup newest = backup(repository, NOW.minus(Duration.ofHours(1)), "complete");
            Path document = directory.resolve("snapshots").resolve(newest.id().toString());
            byte[] bytes = Files.readAllBytes(document);
            document.toFile().setWritable(true);
            Files.write(document, Arrays.copyOf(bytes, bytes.length / 2));
            assertThat(codes(backups(repository))).containsExactly("DEGRADED snapshots-damaged");
            assertThat(backups(repository).worstFirst().getFirst().sentence())
                    .hasMessageStartingWith("A snapshot document of the repository is damaged ("
                            + newest.id().brief() + "), so");
        }
    }

    private Findings backups(Repository repository) {
        Findings findings = findings();
        findings.backups(BackupStatus.of(repository, "production"));
        return findings;
    }

    @Test
    void whatTheLastRunWarnedOfIsANote(@TempDir Path directory) throws Exception {
        assertThat(codes(runs(directory))).isEmpty();
        RunStatusFile file = RunStatusFile.in(directory, "production");
        Files.createDirectories(RunStatusFile.folder(directory));
        file.write(run(NOW.minus(Duration.ofHours(10))));
        assertThat(runs(directory).worstFirst())
                .extracting(
                        finding -> finding.severity() + " " + finding.sentence().getMessage())
                .containsExactly(
                        "NOTE The last scheduled run on this machine, of 2026-11-28T02:00:00Z, did not go well: No room.",
                        "NOTE The last scheduled run on this machine, of 2026-11-28T02:00:00Z, warned: No API.");
        file.write(run(NOW.minus(Duration.ofHours(30))));
        assertThat(codes(runs(directory))).as("what is too old").isEmpty();
    }

    @Test
    void aDamagedStatusOfRunsIsANote(@TempDir Path directory) throws Exception {
        RunStatusFile file = RunStatusFile.in(directory, "production");
        Files.createDirectories(RunStatusFile.folder(directory));
        Files.writeString(file.path(), "{");
        assertThat(codes(runs(directory))).containsExactly("NOTE runs-unknown");
    }

    private Findings runs(Path state) {
        Findings findings = findings();
        findings.runs(Looked.atRuns(new StatusOrder(
                "production",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(RunStatusFile.in(state, "production")),
                Duration.ofHours(26),
                Optional.empty(),
                words -> String.join(" ", words))));
        return findings;
    }

    private static RunStatus run(Instant begun) {
        return RunStatus.of(
                Optional.empty(),
                "production",
                "jangada",
                begun,
                begun.plusSeconds(60),
                List.of(
                        step(Step.CREATE, Outcome.OK, Optional.empty(), List.of(new Said("without-api", "No API."))),
                        step(Step.PRUNE, Outcome.INCOMPLETE, Optional.of(new Said("full", "No room.")), List.of())),
                Optional.empty());
    }

    private static StepResult step(Step step, Outcome outcome, Optional<Said> failure, List<Said> warnings) {
        return new StepResult(
                step, outcome, NOW, Duration.ofSeconds(1), ExitCode.INCOMPLETE, failure, warnings, Map.of());
    }

    private int verifications;

    private void verify(Repository repository, Backup backup, Verdict verdict) {
        new EvidenceStore(repository)
                .add(new Evidence(
                        Kind.VERIFY,
                        new Subject(backup.id().toString(), backup.time(), backup.cluster(), backup.complete()),
                        backup.time().plusSeconds(60L * ++verifications),
                        Duration.ofSeconds(1),
                        verdict,
                        new By("ana", "raft"),
                        "jangada",
                        Map.of(),
                        List.of()));
    }

    private static Backup backup(Repository repository, Instant time, String completeness) {
        try (var writer = repository.write(Optional.empty())) {
            writer.root().file("manifest.json", Attributes.of(0600, time), new byte[] {'{', '}'});
            var written = writer.finish(tree -> new Snapshot(
                    time,
                    tree,
                    Optional.empty(),
                    List.of("/objects"),
                    "production",
                    "ana",
                    List.of("jangada", completeness),
                    "jangada"));
            return Backup.of(written.id(), written.snapshot()).orElseThrow();
        }
    }
}
