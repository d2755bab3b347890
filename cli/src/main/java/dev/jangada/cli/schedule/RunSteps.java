package dev.jangada.cli.schedule;

import dev.jangada.backup.Backups;
import dev.jangada.backup.Forgetting;
import dev.jangada.backup.create.CreateProgress;
import dev.jangada.backup.create.CreatedBackup;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.format.Manifest;
import dev.jangada.backup.retention.RetentionPlan;
import dev.jangada.backup.retention.RetentionPolicy;
import dev.jangada.backup.schedule.Margins;
import dev.jangada.backup.schedule.ScheduledRun.Done;
import dev.jangada.backup.schedule.ScheduledRun.Due;
import dev.jangada.backup.schedule.ScheduledRun.Work;
import dev.jangada.backup.schedule.Step;
import dev.jangada.backup.status.ClusterStatus;
import dev.jangada.backup.verify.Verification;
import dev.jangada.backup.verify.VerifyOrder;
import dev.jangada.cli.backup.Proof;
import dev.jangada.cli.backup.ReachedCluster;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.evidence.PolicyOptions;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.cli.source.NamedEtcd;
import dev.jangada.cli.status.Outside;
import dev.jangada.cli.status.SeenCluster;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.prune.PruneOptions;
import dev.jangada.repository.prune.PruneResult;
import dev.jangada.settings.ScheduleSettings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the steps of a run do, as the settings say. The repository is opened by the first step that needs it. */
final class RunSteps implements AutoCloseable {

    private final Jangada jangada;
    private final RepositoryAccess access;
    private final String cluster;
    private final Clock clock;
    private @Nullable Repository repository;
    private @Nullable Backup made;

    RunSteps(Jangada jangada, RepositoryAccess access, String cluster, Clock clock) {
        this.jangada = jangada;
        this.access = access;
        this.cluster = cluster;
        this.clock = clock;
    }

    List<Work> works() {
        ScheduleSettings schedule = jangada.globals().settings().schedule();
        RetentionPolicy policy = PolicyOptions.of(jangada.globals().settings().retention());
        Due forget = policy.isEmpty() ? Due.NEVER : schedule.forget()::isDue;
        return List.of(
                new Work(Step.CREATE, Due.ALWAYS, this::create),
                new Work(Step.VERIFY, schedule.verify()::isDue, this::verify),
                new Work(Step.FORGET, forget, () -> forget(policy)),
                new Work(Step.PRUNE, schedule.prune()::isDue, this::prune));
    }

    private Repository repository() {
        Repository open = repository;
        if (open == null) {
            open = access.open(jangada);
            repository = open;
        }
        return open;
    }

    private Done create() {
        try (ReachedCluster reached = ReachedCluster.of(jangada, NamedEtcd.BY_SETTINGS.access(jangada), true)) {
            CreatedBackup created = reached.backUp(repository(), cluster, List.of(), CreateProgress.NONE);
            made = created.backup();
            Manifest manifest = created.manifest();
            Optional<Problem> incomplete = manifest.complete()
                    ? Optional.empty()
                    : Optional.of(new Problem(
                            ExitCode.INCOMPLETE,
                            ScheduleCommandMessage.INCOMPLETE_BACKUP,
                            created.backup().id().brief(),
                            manifest.gaps().size(),
                            access.again(
                                    jangada,
                                    "jangada",
                                    "backup",
                                    "show",
                                    created.backup().id().brief())));
            var warnings = new ArrayList<Problem>(manifest.warnings());
            created.lockLeftBehind().ifPresent(warnings::add);
            return new Done(
                    Map.of(
                            "objects", manifest.objects(),
                            "bytes", created.written().bytes(),
                            "storedBytes", created.written().storedBytes(),
                            "gaps", (long) manifest.gaps().size(),
                            "warnings", (long) warnings.size()),
                    incomplete,
                    warnings);
        }
    }

    private Done verify() {
        var warnings = new ArrayList<Problem>();
        Backup backup = made == null
                ? new Backups(repository()).find(Backups.LATEST, Optional.of(cluster), warnings::add)
                : made;
        Verification verification;
        try (Repository direct = access.openUncached(jangada)) {
            verification = Proof.of(jangada, direct, backup, clock, VerifyOrder.Progress.NONE);
        }
        Proof.keep(repository(), verification).ifPresent(warnings::add);
        if (!verification.sound()) {
            throw new Problem(
                    ExitCode.CORRUPT,
                    ScheduleCommandMessage.BACKUP_NOT_SOUND,
                    backup.id().brief(),
                    verification.findings().getFirst());
        }
        return new Done(
                Map.of("objects", verification.objects(), "bytes", verification.bytes()), Optional.empty(), warnings);
    }

    private Done forget(RetentionPolicy policy) {
        var forgetting = new Forgetting(repository());
        RetentionPlan plan = forgetting.plan(policy, Optional.of(cluster), clock.instant());
        Optional<Problem> lock = forgetting.execute(plan);
        return new Done(
                Map.of(
                        "kept", (long) plan.kept().size(),
                        "removed", (long) plan.removed().size(),
                        "removedEvidence", (long) plan.removedProofs().size()),
                Optional.empty(),
                lock.stream().toList());
    }

    private Done prune() {
        PruneResult result =
                repository().prune(PruneOptions.USUAL, plan -> true).orElseThrow();
        return PrunedRoom.done(result);
    }

    /** Certificates, and how full etcd is; the repository is left out, it has just been used. */
    Optional<Margins> margins() {
        ClusterStatus status = ClusterStatus.of(
                Outside.order(jangada, SeenCluster.named(jangada, cluster), Optional.empty(), jangada.globals()::again),
                clock);
        return Optional.of(status.margins());
    }

    @Override
    public void close() {
        if (repository != null) {
            repository.close();
        }
    }
}
