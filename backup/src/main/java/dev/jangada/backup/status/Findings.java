package dev.jangada.backup.status;

import dev.jangada.backup.evidence.EvidenceEntry;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.schedule.Margins.Certificate;
import dev.jangada.backup.schedule.RunStatus;
import dev.jangada.backup.schedule.StepResult;
import dev.jangada.backup.status.Finding.Area;
import dev.jangada.backup.status.Finding.Severity;
import dev.jangada.etcd.client.Alarm;
import dev.jangada.etcd.client.MemberStatus;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Judges what was seen. */
final class Findings {

    /** A certificate that ends sooner is one that nobody renews by itself. */
    static final Duration CERTIFICATE_MARGIN = Duration.ofDays(30);

    /** Source: etcd's --quota-backend-bytes, when it is not given. */
    static final long USUAL_QUOTA = 2L << 30;

    private static final int NEAR_PERCENT = 80;
    private static final int MOST_NAMES = 5;

    private final StatusOrder order;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    Findings(StatusOrder order, Instant now) {
        this.order = order;
        this.now = now;
    }

    List<Finding> worstFirst() {
        return findings.stream()
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
    }

    private void add(Severity severity, Area area, StatusMessage message, Object... arguments) {
        findings.add(new Finding(
                severity, area, new Problem(ExitCode.DONE, message, (@org.jspecify.annotations.Nullable Object[])
                        arguments)));
    }

    void api(ApiStatus api) {
        api.down().ifPresent(why -> add(Severity.DOWN, Area.API, StatusMessage.API_DOWN, why));
        api.nodesUnknown().ifPresent(why -> add(Severity.DEGRADED, Area.NODES, StatusMessage.NODES_UNKNOWN, why));
        int bad = api.notReady().size();
        if (bad == 0) {
            return;
        }
        String names = String.join(", ", api.notReady().subList(0, Math.min(bad, MOST_NAMES)))
                + (bad > MOST_NAMES ? " …" : "");
        if (bad == api.nodes()) {
            add(Severity.DOWN, Area.NODES, StatusMessage.NO_NODE_READY, bad, names);
        } else {
            add(Severity.DEGRADED, Area.NODES, StatusMessage.NODES_NOT_READY, bad, api.nodes(), names);
        }
    }

    void etcdUnusable(Problem why) {
        add(Severity.DEGRADED, Area.ETCD, StatusMessage.ETCD_MEMBER_DOWN, why);
    }

    void etcd(EtcdStatus etcd) {
        if (etcd.members().stream().noneMatch(EtcdStatus.One::healthy)) {
            etcd.members().stream()
                    .flatMap(member -> member.problem().stream())
                    .findFirst()
                    .ifPresent(why -> add(Severity.DOWN, Area.ETCD, StatusMessage.ETCD_DOWN, why));
        } else {
            etcd.members()
                    .forEach(member -> member.problem()
                            .ifPresent(why -> add(Severity.DEGRADED, Area.ETCD, StatusMessage.ETCD_MEMBER_DOWN, why)));
        }
        etcd.notStarted().forEach(id -> add(Severity.DEGRADED, Area.ETCD, StatusMessage.ETCD_MEMBER_NOT_STARTED, id));
        etcd.members().forEach(member -> member.status().ifPresent(this::member));
        etcd.alarms().forEach(this::alarm);
    }

    private void member(MemberStatus status) {
        if (status.leader() == 0) {
            add(Severity.DEGRADED, Area.ETCD, StatusMessage.ETCD_NO_LEADER, status.endpoint());
        }
        long quota = status.quota().orElse(USUAL_QUOTA);
        long percent = Math.round(100.0 * status.dbSize() / quota);
        if (percent < NEAR_PERCENT) {
            return;
        }
        if (status.quota().isPresent()) {
            add(Severity.DEGRADED, Area.ETCD, StatusMessage.ETCD_NEAR_QUOTA, status.endpoint(), percent);
        } else {
            add(
                    Severity.NOTE,
                    Area.ETCD,
                    StatusMessage.ETCD_NEAR_USUAL_QUOTA,
                    status.endpoint(),
                    status.dbSize() >> 20);
        }
    }

    private void alarm(Alarm alarm) {
        switch (alarm.kind()) {
            case NOSPACE -> add(Severity.DOWN, Area.ETCD, StatusMessage.ETCD_NOSPACE, alarm.hexMemberId());
            case CORRUPT -> add(Severity.DOWN, Area.ETCD, StatusMessage.ETCD_CORRUPT, alarm.hexMemberId());
            case UNKNOWN -> add(Severity.DEGRADED, Area.ETCD, StatusMessage.ETCD_ALARM, alarm.hexMemberId());
        }
    }

    void certificate(Certificate certificate) {
        Instant ends = certificate.ends();
        String day = ends.truncatedTo(ChronoUnit.SECONDS).toString();
        if (!ends.isAfter(now)) {
            add(Severity.DEGRADED, Area.CERTIFICATES, StatusMessage.CERTIFICATE_ENDED, certificate.name(), day);
        } else if (ends.isBefore(now.plus(CERTIFICATE_MARGIN))) {
            long days = Duration.between(now, ends).toDays();
            add(Severity.DEGRADED, Area.CERTIFICATES, StatusMessage.CERTIFICATE_ENDS, certificate.name(), day, days);
        }
    }

    void backups(BackupStatus backups) {
        if (backups.unreadable().isPresent()) {
            add(
                    Severity.DEGRADED,
                    Area.BACKUPS,
                    StatusMessage.REPOSITORY_UNREADABLE,
                    backups.unreadable().get());
            return;
        }
        if (!backups.damaged().isEmpty()) {
            add(
                    Severity.DEGRADED,
                    Area.BACKUPS,
                    StatusMessage.SNAPSHOTS_DAMAGED,
                    backups.damaged().size(),
                    backups.damaged().getFirst().brief());
        }
        if (backups.complete().isEmpty()) {
            add(Severity.DEGRADED, Area.BACKUPS, StatusMessage.NO_BACKUP, order.cluster(), next("create"));
            return;
        }
        Backup complete = backups.complete().get();
        age(complete, order.maxAge(), StatusMessage.BACKUP_TOO_OLD);
        backups.newest()
                .filter(newest -> !newest.complete())
                .ifPresent(newest -> add(
                        Severity.NOTE,
                        Area.BACKUPS,
                        StatusMessage.NEWEST_INCOMPLETE,
                        seconds(newest.time()),
                        next("show", newest.id().brief())));
        backups.verification()
                .filter(verification -> !verification.good())
                .ifPresent(verification -> failed(complete, verification));
        order.verifiedMaxAge()
                .ifPresent(age -> backups.verified()
                        .ifPresentOrElse(
                                verified -> age(verified, age, StatusMessage.VERIFIED_TOO_OLD),
                                () -> add(
                                        Severity.DEGRADED,
                                        Area.BACKUPS,
                                        StatusMessage.NEVER_VERIFIED,
                                        order.cluster(),
                                        next("verify", "latest"))));
    }

    /** Nobody is called, but nobody is to think either that backups were looked at. */
    void noRepository() {
        add(Severity.NOTE, Area.BACKUPS, StatusMessage.NO_REPOSITORY);
    }

    /** A run that was missed since is what the age of the newest backup tells; what an older one had to say is of no interest then. */
    void runs(Looked.AtRuns runs) {
        runs.unreadable().ifPresent(why -> add(Severity.NOTE, Area.BACKUPS, StatusMessage.RUNS_UNKNOWN, why));
        runs.last()
                .filter(run -> run.ended().isAfter(now.minus(order.maxAge())))
                .ifPresent(this::run);
    }

    private void run(RunStatus run) {
        run.firstFailure()
                .flatMap(StepResult::failure)
                .ifPresent(why -> add(
                        Severity.NOTE, Area.BACKUPS, StatusMessage.RUN_NOT_WELL, seconds(run.begun()), why.sentence()));
        run.steps().stream()
                .flatMap(step -> step.warnings().stream())
                .forEach(warning -> add(
                        Severity.NOTE,
                        Area.BACKUPS,
                        StatusMessage.RUN_WARNED,
                        seconds(run.begun()),
                        warning.sentence()));
    }

    private String next(String... words) {
        return order.next()
                .line(Stream.concat(Stream.of("jangada", "backup"), Stream.of(words))
                        .toArray(String[]::new));
    }

    private void failed(Backup backup, EvidenceEntry verification) {
        add(
                Severity.DEGRADED,
                Area.BACKUPS,
                StatusMessage.VERIFICATION_FAILED,
                backup.id().brief(),
                seconds(verification.begun()));
    }

    private void age(Backup backup, Duration most, StatusMessage message) {
        Duration age = Duration.between(backup.time(), now);
        if (age.compareTo(most) > 0) {
            add(Severity.DEGRADED, Area.BACKUPS, message, seconds(backup.time()), most.toHours(), age.toHours());
        }
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
