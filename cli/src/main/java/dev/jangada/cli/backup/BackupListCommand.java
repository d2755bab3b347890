package dev.jangada.cli.backup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.Backups;
import dev.jangada.backup.evidence.EvidenceIndex;
import dev.jangada.backup.evidence.EvidenceStore;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.format.Manifest;
import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.evidence.EvidenceWords;
import dev.jangada.cli.source.RepositoryUse;
import dev.jangada.cli.terminal.ByteCount;
import dev.jangada.cli.terminal.Moment;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.cli.terminal.TextTable;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import java.io.IOException;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jangada backup list}: which backups there are. */
@Command(name = "list")
final class BackupListCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Mixin
    private RepositoryUse use;

    @Option(names = "--all-clusters", descriptionKey = "backup.all-clusters")
    private boolean allClusters;

    @Option(names = "--wide", descriptionKey = "backup.list.wide")
    private boolean wide;

    @Mixin
    private OutputOption output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    BackupListCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        Terminal terminal = jangada.terminal();
        try (Repository repository = use.open(jangada)) {
            var backups = new Backups(repository);
            Optional<String> whose =
                    allClusters ? Optional.empty() : use.cluster().among(jangada, backups);
            List<Backup> found = backups.all((id, damaged) -> terminal.note(CommandMessage.WARNING, damaged)).stream()
                    .filter(backup -> whose.isEmpty() || backup.cluster().equals(whose.get()))
                    .toList();
            var evidence = new EvidenceIndex(new EvidenceStore(repository).list(whose));
            if (output.isJson()) {
                json(backups, found, evidence);
            } else if (found.isEmpty()) {
                NoBackups.tell(jangada, use, backups, whose);
            } else {
                text(backups, found, evidence);
            }
        }
        return 0;
    }

    private void text(Backups backups, List<Backup> found, EvidenceIndex evidence) {
        Terminal terminal = jangada.terminal();
        // Usually there are none, and nobody has to read a column that says so.
        boolean some = found.stream().anyMatch(backup -> backup.holds() != Backup.Holds.ALL);
        var table = new TextTable(8 + (allClusters ? 1 : 0) + (some ? 1 : 0));
        var head = new ArrayList<String>();
        add(
                head,
                terminal,
                BackupCommandMessage.HEAD_ID,
                BackupCommandMessage.HEAD_TIME,
                BackupCommandMessage.HEAD_MADE);
        if (allClusters) {
            add(head, terminal, BackupCommandMessage.HEAD_CLUSTER);
        }
        add(head, terminal, BackupCommandMessage.HEAD_COMPLETE);
        if (some) {
            add(head, terminal, BackupCommandMessage.HEAD_HOLDS);
        }
        add(
                head,
                terminal,
                BackupCommandMessage.HEAD_VERIFIED,
                BackupCommandMessage.HEAD_RESTORED,
                BackupCommandMessage.HEAD_ETCD,
                BackupCommandMessage.HEAD_TAGS);
        if (wide) {
            add(
                    head,
                    terminal,
                    BackupCommandMessage.HEAD_OBJECTS,
                    BackupCommandMessage.HEAD_SIZE,
                    BackupCommandMessage.HEAD_REVISION);
        }
        table.row(head);
        found.forEach(backup -> table.row(row(backups, backup, evidence, some)));
        table.lines().forEach(line -> terminal.out().println(Terminal.harmless(line)));
    }

    private static void add(List<String> head, Terminal terminal, BackupCommandMessage... words) {
        for (BackupCommandMessage word : words) {
            head.add(terminal.text(word));
        }
    }

    private List<String> row(Backups backups, Backup backup, EvidenceIndex evidence, boolean some) {
        Terminal terminal = jangada.terminal();
        var row = new ArrayList<>(List.of(
                backup.id().brief(),
                Moment.text(backup.time()),
                Moment.ago(terminal, Duration.between(backup.time(), Instant.now()))));
        if (allClusters) {
            row.add(backup.cluster());
        }
        row.add(yes(backup.complete()));
        if (some) {
            row.add(terminal.text(BackupCommandMessage.of(backup.holds())));
        }
        row.add(evidence.verification(backup).map(entry -> yes(entry.good())).orElse("-"));
        row.add(evidence.restore(backup)
                .map(entry -> EvidenceWords.verdict(terminal, entry.verdict()))
                .orElse("-"));
        row.add(yes(backup.withEtcd()));
        row.add(String.join(",", backup.tags()));
        if (wide) {
            try {
                Manifest manifest = backups.manifest(backup);
                row.add(NumberFormat.getIntegerInstance(terminal.locale()).format(manifest.objects()));
                row.add(ByteCount.rough(
                        terminal.locale(),
                        manifest.bytes()
                                + manifest.etcd().map(etcd -> etcd.size()).orElse(0L)));
                row.add(manifest.etcd()
                        .map(etcd -> Long.toString(etcd.revision()))
                        .orElse("-"));
            } catch (Problem damaged) {
                terminal.note(CommandMessage.WARNING, damaged);
                row.addAll(List.of("?", "?", "?"));
            }
        }
        return row;
    }

    private String yes(boolean is) {
        return jangada.terminal().text(is ? BackupCommandMessage.YES : BackupCommandMessage.NO);
    }

    private void json(Backups backups, List<Backup> found, EvidenceIndex evidence) throws IOException {
        ObjectNode json = BackupJson.document();
        var list = json.putArray("backups");
        for (Backup backup : found) {
            ObjectNode each = BackupJson.of(backup);
            evidence.verification(backup).ifPresent(entry -> each.put("verified", entry.good()));
            evidence.restore(backup)
                    .ifPresent(entry -> each.put("restored", entry.verdict().word()));
            if (wide) {
                wide(backups, backup, each);
            }
            list.add(each);
        }
        TextOrJson.print(jangada.terminal(), json);
    }

    /** One whose manifest is damaged must not hide the others. */
    private void wide(Backups backups, Backup backup, ObjectNode each) {
        try {
            Manifest manifest = backups.manifest(backup);
            each.put("objects", manifest.objects()).put("bytes", manifest.bytes());
            manifest.etcd()
                    .ifPresent(etcd -> each.put("revision", etcd.revision()).put("etcdBytes", etcd.size()));
        } catch (Problem damaged) {
            jangada.terminal().note(CommandMessage.WARNING, damaged);
        }
    }
}
