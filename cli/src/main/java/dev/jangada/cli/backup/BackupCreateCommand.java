package dev.jangada.cli.backup;

import dev.jangada.backup.create.CreatedBackup;
import dev.jangada.backup.format.Backup;
import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.Progress;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.source.RepositoryUse;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.etcd.client.EtcdAccess;
import dev.jangada.problem.ExitCode;
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
        // The passphrase first: it may be asked for, and nothing has been done yet.
        try (Repository repository = use.open(jangada);
                ReachedCluster reached = ReachedCluster.of(jangada, access, !noApi)) {
            CreatedBackup created = create(repository, reached);
            if (output.isJson()) {
                TextOrJson.print(jangada.terminal(), BackupJson.created(created));
            } else {
                CreatedText.print(jangada, use, created);
            }
            tellProblems(created);
            return (created.backup().complete() ? ExitCode.DONE : ExitCode.INCOMPLETE).code();
        }
    }

    private CreatedBackup create(Repository repository, ReachedCluster reached) {
        String cluster = use.cluster()
                .named(jangada)
                .or(reached::context)
                .orElseGet(() -> use.cluster().required(jangada));
        try (Progress progress = Progress.start(jangada.terminal(), jangada.globals())) {
            return reached.backUpByHand(repository, cluster, tags, new CreateLine(jangada.terminal(), progress));
        }
    }

    private void tellProblems(CreatedBackup created) {
        Terminal terminal = jangada.terminal();
        terminal.out().flush();
        created.manifest().warnings().forEach(warning -> terminal.note(CommandMessage.WARNING, warning));
        if (created.backup().holds() == Backup.Holds.PART) {
            terminal.note(
                    BackupCommandMessage.CREATED_PART, created.backup().id().brief());
        }
        created.lockLeftBehind().ifPresent(warning -> terminal.note(CommandMessage.WARNING, warning));
        created.manifest().gaps().forEach(gap -> terminal.note(CommandMessage.GAP, gap.what(), gap.why()));
        if (!created.backup().complete()) {
            terminal.note(
                    BackupCommandMessage.CREATED_INCOMPLETE,
                    created.backup().id().brief());
        }
    }
}
