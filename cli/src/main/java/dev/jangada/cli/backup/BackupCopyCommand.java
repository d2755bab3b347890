package dev.jangada.cli.backup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.Backups;
import dev.jangada.backup.format.Backup;
import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.repository.Passphrase;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.cli.source.RepositoryUse;
import dev.jangada.cli.terminal.ByteCount;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.problem.ExitCode;
import dev.jangada.repository.Repository;
import dev.jangada.repository.copy.Copied;
import dev.jangada.repository.copy.CopyResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jangada backup copy}: backups to a second repository, which keeps what it has of them already. */
@Command(name = "copy")
final class BackupCopyCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Parameters(arity = "0..*", paramLabel = "ID", descriptionKey = "backup.copy.ids")
    private List<String> ids = new ArrayList<>();

    @Mixin
    private RepositoryUse use;

    @Option(names = "--all-clusters", descriptionKey = "backup.all-clusters")
    private boolean allClusters;

    @Option(names = "--to", paramLabel = "URL", required = true, descriptionKey = "backup.copy.to")
    private String to;

    @Option(names = "--to-password-file", paramLabel = "FILE", descriptionKey = "backup.copy.to-password-file")
    @Nullable
    private Path passwordFile;

    @Option(names = "--to-password-command", paramLabel = "COMMAND", descriptionKey = "backup.copy.to-password-command")
    @Nullable
    private String passwordCommand;

    @Mixin
    private OutputOption output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    BackupCopyCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        Terminal terminal = jangada.terminal();
        RepositoryAccess access = use.access();
        Passphrase passphrase = RepositoryAccess.passphrase(
                        Optional.ofNullable(passwordFile), Optional.ofNullable(passwordCommand))
                .orElseGet(Passphrase.Asked::new);
        try (Repository repository = use.open(jangada);
                Repository target = access.open(jangada, access.location(jangada, to), passphrase)) {
            var backups = new Backups(repository);
            Optional<String> whose = whose(backups);
            var passed = new AtomicInteger();
            List<Backup> wanted = ids.isEmpty()
                    ? backups.list(whose, (id, damaged) -> {
                        passed.incrementAndGet();
                        terminal.note(CommandMessage.WARNING, damaged);
                    })
                    : ids.stream().map(id -> use.find(jangada, backups, id)).toList();
            ObjectNode json = BackupJson.document();
            var copies = json.putArray("copies");
            CopyResult result = backups.copy(target, wanted, copied -> {
                if (output.isJson()) {
                    copies.addObject()
                            .put("id", copied.source().toString())
                            .put("copy", copied.copy().toString())
                            .put("wasThere", copied.wasThere())
                            .put("storedBytes", copied.storedBytes());
                } else {
                    text(copied);
                }
            });
            if (output.isJson()) {
                TextOrJson.print(terminal, json);
            } else if (wanted.isEmpty()) {
                NoBackups.tell(jangada, use, backups, whose);
            }
            result.lockLeftBehind().ifPresent(warning -> terminal.note(CommandMessage.WARNING, warning));
            // One that cannot be read may be a backup that is not copied.
            return (passed.get() == 0 ? ExitCode.DONE : ExitCode.INCOMPLETE).code();
        }
    }

    /** Whose backups are copied where none is named. */
    private Optional<String> whose(Backups backups) {
        return allClusters || !ids.isEmpty() ? Optional.empty() : use.cluster().among(jangada, backups);
    }

    private void text(Copied copied) {
        Terminal terminal = jangada.terminal();
        terminal.out()
                .println(terminal.text(
                        copied.wasThere() ? BackupCommandMessage.COPY_WAS_THERE : BackupCommandMessage.COPIED,
                        copied.source().brief(),
                        copied.copy().brief(),
                        ByteCount.rough(terminal.locale(), copied.storedBytes())));
    }
}
