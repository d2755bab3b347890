package dev.jangada.cli.schedule;

import dev.jangada.backup.Backups;
import dev.jangada.backup.Forgetting;
import dev.jangada.backup.create.BackupOrder;
import dev.jangada.backup.create.CreatedBackup;
import dev.jangada.backup.create.EtcdOrder;
import dev.jangada.backup.etcd.WorkFolder;
import dev.jangada.backup.evidence.EvidenceStore;
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
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.Version;
import dev.jangada.cli.evidence.PolicyOptions;
import dev.jangada.cli.evidence.VerificationEvidence;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.cli.source.Sources;
import dev.jangada.cli.status.Outside;
import dev.jangada.etcd.client.EtcdAccess;
import dev.jangada.etcd.client.EtcdClient;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.RepositoryOptions;
import dev.jangada.repository.prune.PruneOptions;
import dev.jangada.repository.prune.PruneResult;
import dev.jangada.settings.ScheduleSettings;
import dev.jangada.settings.SelectionSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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

    private Path workFolder() {
        return WorkFolder.usual(jangada.terminal().environment());
    }

    private Done create() {
        var backups = new Backups(repository());
        Optional<EtcdAccess> etcd = Outside.etcd(jangada);
        if (etcd.isEmpty()) {
            try (LiveSource live = Sources.of(jangada).openLive(Sources.LIVE)) {
                return create(backups, Optional.empty(), Optional.of(live), List.of());
            }
        }
        try (EtcdClient client = EtcdClient.open(etcd.get())) {
            Optional<EtcdOrder> order = Optional.of(new EtcdOrder(
                    client, Optional.empty(), encryption(), jangada.globals().etcdPrefix()));
            LiveSource live;
            try {
                live = Sources.of(jangada).openLive(Sources.LIVE);
            } catch (Problem noApi) {
                return create(backups, order, Optional.empty(), List.of(noApi));
            }
            try (live) {
                return create(backups, order, Optional.of(live), List.of());
            }
        }
    }

    private EncryptionConfiguration encryption() {
        return jangada.globals()
                .encryptionConfig()
                .map(EncryptionConfiguration::read)
                .orElse(EncryptionConfiguration.NONE);
    }

    private Done create(Backups backups, Optional<EtcdOrder> etcd, Optional<LiveSource> live, List<Problem> warnings) {
        CreatedBackup created = backups.create(
                BackupOrder.of(cluster, etcd, live.map(source -> source), "jangada " + Version.text(), workFolder())
                        .withSelection(selection())
                        .withWarnings(warnings));
        made = created.backup();
        Manifest manifest = created.manifest();
        Optional<Problem> incomplete = manifest.complete()
                ? Optional.empty()
                : Optional.of(new Problem(
                        ExitCode.INCOMPLETE,
                        ScheduleCommandMessage.INCOMPLETE_BACKUP,
                        created.backup().id().brief(),
                        manifest.gaps().size()));
        return new Done(
                Map.of(
                        "objects", manifest.objects(),
                        "bytes", created.written().bytes(),
                        "storedBytes", created.written().storedBytes(),
                        "gaps", (long) manifest.gaps().size()),
                incomplete);
    }

    private Selection selection() {
        SelectionSettings wanted = jangada.globals().settings().selection();
        return Selection.ALL
                .withKinds(globs(wanted.includeKinds()), globs(wanted.excludeKinds()))
                .withNamespaces(globs(wanted.includeNamespaces()), globs(wanted.excludeNamespaces()))
                .withNames(globs(wanted.includeNames()), globs(wanted.excludeNames()))
                .withSelectors(wanted.selector(), wanted.fieldSelector());
    }

    private static List<Glob> globs(List<String> words) {
        return words.stream().map(Glob::of).toList();
    }

    /** Through a repository without a cache: what the store holds is to be proven. */
    private Done verify() {
        Backup backup = made == null ? new Backups(repository()).find("latest", Optional.of(cluster)) : made;
        Verification verification;
        try (Repository direct = direct()) {
            verification =
                    new Backups(direct).verify(backup, new VerifyOrder(workFolder(), clock, VerifyOrder.Progress.NONE));
        }
        new EvidenceStore(repository()).add(VerificationEvidence.of(verification));
        if (!verification.sound()) {
            throw new Problem(
                    ExitCode.CORRUPT,
                    ScheduleCommandMessage.BACKUP_NOT_SOUND,
                    backup.id().brief(),
                    verification.findings().getFirst());
        }
        return new Done(Map.of("objects", verification.objects(), "bytes", verification.bytes()), Optional.empty());
    }

    private Repository direct() {
        var location = access.location(jangada);
        char[] secret = access.passphrase(jangada).read(jangada.terminal(), location.toString());
        try {
            return Repository.open(location.connect(), secret, RepositoryOptions.usual());
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private Done forget(RetentionPolicy policy) {
        var forgetting = new Forgetting(repository());
        RetentionPlan plan = forgetting.plan(policy, Optional.of(cluster), clock.instant());
        forgetting.execute(plan);
        return new Done(
                Map.of(
                        "kept", (long) plan.kept().size(),
                        "removed", (long) plan.removed().size(),
                        "removedEvidence", (long) plan.removedProofs().size()),
                Optional.empty());
    }

    private Done prune() {
        PruneResult result =
                repository().prune(PruneOptions.USUAL, plan -> true).orElseThrow();
        return new Done(
                Map.of(
                        "removedPacks", (long) result.removedPacks(),
                        "repackedPacks", (long) result.repackedPacks(),
                        "freedBytes", result.freedBytes(),
                        "retained", (long) result.retained()),
                Optional.empty());
    }

    /** Certificates, and how full etcd is; the repository is left out, it has just been used. */
    Optional<Margins> margins() {
        ClusterStatus status = ClusterStatus.of(Outside.order(jangada, cluster, Optional.empty()), clock);
        return Optional.of(status.margins(OptionalLong.empty()));
    }

    @Override
    public void close() {
        if (repository != null) {
            repository.close();
        }
    }
}
