package dev.jangada.cli.backup;

import dev.jangada.backup.Backups;
import dev.jangada.backup.create.BackupOrder;
import dev.jangada.backup.create.CreateProgress;
import dev.jangada.backup.create.CreatedBackup;
import dev.jangada.backup.create.EtcdOrder;
import dev.jangada.backup.etcd.WorkFolder;
import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.Progress;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.command.Version;
import dev.jangada.cli.source.Sources;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.etcd.client.EtcdAccess;
import dev.jangada.etcd.client.EtcdClient;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jangada backup create}: etcd's snapshot and every object, into the repository. */
@Command(name = "create")
final class BackupCreateCommand implements Callable<Integer> {

    private final Jangada jangada;
    private final List<Problem> warnings = new ArrayList<>();

    @Mixin
    private RepositoryUse use;

    @Mixin
    private EtcdOptions etcdOptions;

    @Option(names = "--no-api", descriptionKey = "backup.no-api")
    private boolean noApi;

    @Option(names = "--tag", split = ",", paramLabel = "TAG", descriptionKey = "backup.create.tag")
    private List<String> tags = new ArrayList<>();

    @Mixin
    private OutputOption output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    BackupCreateCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        Optional<EtcdAccess> access = etcdOptions.access(jangada);
        if (noApi && access.isEmpty()) {
            throw new Problem(ExitCode.USAGE, BackupCommandMessage.NOTHING_TO_READ);
        }
        // The passphrase first: it may be asked for, and nothing has been done yet.
        try (Repository repository = use.open(jangada);
                Reached reached = reach(access)) {
            CreatedBackup created = create(repository, reached);
            if (output.isJson()) {
                TextOrJson.print(jangada.terminal(), BackupJson.created(created));
            } else {
                CreatedText.print(jangada, created);
            }
            tellProblems(created);
            return (created.backup().complete() ? ExitCode.DONE : ExitCode.INCOMPLETE).code();
        }
    }

    /** What could be reached of the cluster. */
    private record Reached(Optional<LiveSource> api, Optional<EtcdClient> etcd) implements AutoCloseable {
        @Override
        public void close() {
            api.ifPresent(LiveSource::close);
            etcd.ifPresent(EtcdClient::close);
        }
    }

    private Reached reach(Optional<EtcdAccess> access) {
        Optional<LiveSource> api = Optional.empty();
        if (!noApi) {
            try {
                api = Optional.of(Sources.of(jangada).openLive(Sources.LIVE));
            } catch (Problem problem) {
                if (access.isEmpty()) {
                    throw problem;
                }
                warnings.add(new Problem(problem, ExitCode.DONE, BackupCommandMessage.WITHOUT_API, problem));
            }
        }
        try {
            return new Reached(api, access.map(EtcdClient::open));
        } catch (RuntimeException e) {
            api.ifPresent(LiveSource::close);
            throw e;
        }
    }

    private CreatedBackup create(Repository repository, Reached reached) {
        Terminal terminal = jangada.terminal();
        try (Progress progress = Progress.start(terminal, jangada.globals())) {
            BackupOrder order = BackupOrder.of(
                            clusterName(reached.api()),
                            reached.etcd().map(this::etcd),
                            reached.api().map(live -> live),
                            "jangada " + Version.text(),
                            WorkFolder.usual(terminal.environment()))
                    .withTags(tags)
                    .withWarnings(warnings)
                    .withSelection(WantedObjects.of(jangada, reached.api()))
                    .withProgress(new CreateProgress() {
                        @Override
                        public void expect(long objects) {
                            progress.expect(objects);
                        }

                        @Override
                        public void object(long bytes) {
                            progress.step(bytes);
                        }
                    });
            return new Backups(repository).create(order);
        }
    }

    private EtcdOrder etcd(EtcdClient client) {
        EncryptionConfiguration encryption = jangada.globals()
                .encryptionConfig()
                .map(EncryptionConfiguration::read)
                .orElse(EncryptionConfiguration.NONE);
        return new EtcdOrder(
                client, Optional.empty(), encryption, jangada.globals().etcdPrefix());
    }

    /** A kubeconfig's name for a cluster is better than none; it is what {@code diff} and {@code get} call it too. */
    private String clusterName(Optional<LiveSource> api) {
        return use.cluster()
                .named(jangada)
                .or(() -> api.flatMap(live -> live.provenance().context()))
                .orElseThrow(() -> new Problem(ExitCode.USAGE, BackupCommandMessage.NO_CLUSTER_NAME));
    }

    private void tellProblems(CreatedBackup created) {
        Terminal terminal = jangada.terminal();
        terminal.out().flush();
        created.manifest().warnings().forEach(warning -> terminal.note(CommandMessage.WARNING, warning));
        created.lockLeftBehind().ifPresent(warning -> terminal.note(CommandMessage.WARNING, warning));
        created.manifest().gaps().forEach(gap -> terminal.note(CommandMessage.GAP, gap.what(), gap.why()));
        if (!created.backup().complete()) {
            terminal.note(
                    BackupCommandMessage.CREATED_INCOMPLETE,
                    created.backup().id().brief());
        }
    }
}
