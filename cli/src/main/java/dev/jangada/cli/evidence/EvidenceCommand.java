package dev.jangada.cli.evidence;

import dev.jangada.backup.Backups;
import dev.jangada.backup.evidence.EvidenceStore;
import dev.jangada.backup.evidence.MonthReport;
import dev.jangada.backup.format.Backup;
import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.cli.source.ClusterOption;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.format.Snapshot;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jangada backup evidence}: the auditor's report of a month. */
@Command(name = "evidence")
public final class EvidenceCommand implements Callable<Integer> {

    /** What {@code -o} takes. */
    enum Form {
        text,
        markdown,
        json
    }

    private final Jangada jangada;

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Option(names = "--month", paramLabel = "YYYY-MM", descriptionKey = "evidence.month")
    @Nullable
    private String month;

    @Mixin
    private RepositoryAccess access = new RepositoryAccess();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            descriptionKey = "evidence.output")
    private Form output = Form.text;

    /** The command. */
    public EvidenceCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        // Not a field: to ask for the zone opens every jar of the program, and each start makes every command.
        Clock clock = Clock.system(ZoneId.systemDefault());
        YearMonth wanted = month(clock);
        String name;
        Map<Id, Snapshot> snapshots;
        try (Repository repository = access.open(jangada)) {
            name = cluster.among(jangada, new Backups(repository)).orElseGet(() -> cluster.required(jangada));
            snapshots = repository
                    .snapshots()
                    .all((id, damaged) -> jangada.terminal().note(CommandMessage.WARNING, damaged));
        }
        List<Backup> backups = snapshots.entrySet().stream()
                .flatMap(entry -> Backup.of(entry.getKey(), entry.getValue()).stream())
                .toList();
        MonthReport report = MonthReport.of(
                name,
                wanted,
                clock.getZone(),
                backups,
                EvidenceStore.list(snapshots, Optional.of(name)),
                Optional.of(jangada.globals().settings().schedule().maxAge()),
                clock.instant());
        switch (output) {
            case text -> new ReportText(jangada.terminal(), report, false).print();
            case markdown -> new ReportText(jangada.terminal(), report, true).print();
            case json -> TextOrJson.print(jangada.terminal(), ReportJson.of(report));
        }
        return 0;
    }

    private YearMonth month(Clock clock) {
        String text = month;
        if (text == null) {
            return YearMonth.now(clock);
        }
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw new Problem(e, ExitCode.USAGE, EvidenceCommandMessage.BAD_MONTH, text);
        }
    }
}
