package dev.jangada.cli.backup;

import dev.jangada.backup.Backups;
import dev.jangada.backup.export.Export;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.read.BackupSource;
import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.Version;
import dev.jangada.cli.source.RepositoryUse;
import dev.jangada.cli.terminal.ByteCount;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.etcd.client.SnapshotRecord;
import dev.jangada.kube.dump.DumpOptions;
import dev.jangada.kube.dump.DumpResult;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jangada backup export}: plain files out of a backup. */
@Command(name = "export")
final class BackupExportCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", descriptionKey = "backup.id")
    private String id = Backups.LATEST;

    @Option(names = "--dump", paramLabel = "DIR", descriptionKey = "backup.export.dump")
    @Nullable
    private Path dump;

    @Option(names = "--etcd", paramLabel = "FILE", descriptionKey = "backup.export.etcd")
    @Nullable
    private Path etcd;

    @Option(names = "--tar", paramLabel = "FILE", descriptionKey = "backup.export.tar")
    @Nullable
    private Path tar;

    @Mixin
    private RepositoryUse use;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    BackupExportCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() {
        Terminal terminal = jangada.terminal();
        if (Stream.of(dump, etcd, tar).filter(Objects::nonNull).count() != 1) {
            throw new Problem(ExitCode.USAGE, BackupCommandMessage.EXPORT_ONE_FORM);
        }
        try (Repository repository = use.open(jangada)) {
            var backups = new Backups(repository);
            Backup backup = use.find(jangada, backups, id);
            var export = new Export(repository, backup);
            if (etcd != null) {
                long size = export.etcd(etcd);
                terminal.out()
                        .println(terminal.text(
                                BackupCommandMessage.EXPORTED_ETCD,
                                etcd,
                                ByteCount.exact(terminal, size),
                                SnapshotRecord.fileOf(etcd)));
            } else if (tar != null) {
                export.tar(tar);
                terminal.out()
                        .println(terminal.text(
                                BackupCommandMessage.EXPORTED_TAR,
                                tar,
                                backup.id().brief()));
            } else if (dump != null) {
                return dump(backups, backup, dump);
            }
        }
        return ExitCode.DONE.code();
    }

    private int dump(Backups backups, Backup backup, Path directory) {
        Terminal terminal = jangada.terminal();
        try (BackupSource source = backups.open(backup)) {
            DumpResult result = Export.dump(
                    source, directory, DumpOptions.GUIDE.converting(), "jangada " + Version.text(), Clock.systemUTC());
            result.gaps().forEach(gap -> terminal.note(CommandMessage.GAP, gap.what(), gap.why()));
            terminal.out().println(terminal.text(BackupCommandMessage.EXPORTED_DUMP, result.objects(), directory));
            return (result.complete() ? ExitCode.DONE : ExitCode.INCOMPLETE).code();
        }
    }
}
