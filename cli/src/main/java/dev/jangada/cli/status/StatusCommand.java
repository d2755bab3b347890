package dev.jangada.cli.status;

import dev.jangada.backup.evidence.EvidenceEntry;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.status.ApiStatus;
import dev.jangada.backup.status.BackupStatus;
import dev.jangada.backup.status.ClusterStatus;
import dev.jangada.backup.status.EtcdStatus;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.evidence.EvidenceWords;
import dev.jangada.cli.source.RepositoryUse;
import dev.jangada.cli.terminal.ByteCount;
import dev.jangada.cli.terminal.Moment;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.cli.terminal.TextTable;
import dev.jangada.repository.format.Id;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jangada status}: the cluster's health on one page, from outside; the exit code is for monitoring. */
@Command(name = "status")
public final class StatusCommand implements Callable<Integer> {

    private final Jangada jangada;
    private final Terminal terminal;

    @Mixin
    private RepositoryUse use = new RepositoryUse();

    @Mixin
    private OutputOption output = new OutputOption();

    /** The command. */
    public StatusCommand(Jangada jangada) {
        this.jangada = jangada;
        this.terminal = jangada.terminal();
    }

    @Override
    public Integer call() throws IOException {
        SeenCluster cluster = SeenCluster.meant(jangada, use.cluster());
        ClusterStatus status = ClusterStatus.of(
                Outside.order(jangada, cluster, Optional.of(use.access()), words -> use.again(jangada, words)),
                Clock.systemUTC());
        if (output.isJson()) {
            TextOrJson.print(terminal, StatusJson.of(status));
        } else {
            text(status);
        }
        return status.verdict().exitCode().code();
    }

    private void text(ClusterStatus status) {
        var table = new TextTable(2);
        row(table, terminal.text(StatusCommandMessage.CLUSTER), status.cluster());
        row(
                table,
                terminal.text(StatusCommandMessage.VERDICT),
                terminal.text(
                        switch (status.verdict()) {
                            case OK -> StatusCommandMessage.VERDICT_OK;
                            case DEGRADED -> StatusCommandMessage.VERDICT_DEGRADED;
                            case DOWN -> StatusCommandMessage.VERDICT_DOWN;
                        }));
        status.api().filter(api -> api.down().isEmpty()).ifPresent(api -> api(table, api));
        status.etcd().ifPresent(etcd -> etcd.members().forEach(member -> etcd(table, member)));
        status.certificates()
                .forEach(certificate -> row(
                        table,
                        terminal.text(StatusCommandMessage.CERTIFICATE, certificate.name()),
                        Moment.text(certificate.ends())));
        status.backups()
                .filter(backups -> backups.unreadable().isEmpty())
                .ifPresent(backups -> backups(table, backups, status.at()));
        table.lines().forEach(terminal.out()::println);
        if (!status.findings().isEmpty()) {
            terminal.out().println();
        }
        status.findings()
                .forEach(finding -> terminal.out()
                        .println("* " + Terminal.harmless(finding.sentence().in(terminal.locale()))));
    }

    private static void row(TextTable table, String name, String value) {
        table.row(List.of(name, Terminal.harmless(value)));
    }

    private void api(TextTable table, ApiStatus api) {
        row(
                table,
                terminal.text(StatusCommandMessage.API),
                terminal.text(
                        StatusCommandMessage.API_FACT,
                        api.server().orElse("?"),
                        api.version().orElse("?")));
        if (api.nodesUnknown().isEmpty()) {
            row(
                    table,
                    terminal.text(StatusCommandMessage.NODES),
                    terminal.text(
                            StatusCommandMessage.NODES_FACT,
                            api.nodes() - api.notReady().size(),
                            api.nodes()));
        }
    }

    private void etcd(TextTable table, EtcdStatus.One member) {
        String fact = member.status()
                .map(status -> terminal.text(
                        status.quota().isPresent()
                                ? StatusCommandMessage.ETCD_QUOTA_FACT
                                : StatusCommandMessage.ETCD_FACT,
                        member.endpoint(),
                        status.version(),
                        rough(status.dbSize()),
                        rough(status.dbSizeInUse()),
                        rough(status.quota().orElse(0))))
                .orElseGet(() -> terminal.text(StatusCommandMessage.ETCD_SILENT, member.endpoint()));
        row(table, terminal.text(StatusCommandMessage.ETCD), fact);
    }

    private String rough(long bytes) {
        return ByteCount.rough(terminal.locale(), bytes);
    }

    private void backups(TextTable table, BackupStatus backups, Instant now) {
        String none = terminal.text(StatusCommandMessage.NONE);
        row(
                table,
                terminal.text(StatusCommandMessage.LAST_BACKUP),
                backups.complete().map(backup -> ago(backup, now)).orElse(none));
        row(
                table,
                terminal.text(StatusCommandMessage.LAST_VERIFIED),
                backups.verified().map(backup -> ago(backup, now)).orElse(none));
        backups.restored()
                .ifPresent(entry -> row(table, terminal.text(StatusCommandMessage.LAST_RESTORED), restored(entry)));
        row(
                table,
                terminal.text(StatusCommandMessage.LAST_REHEARSED),
                backups.rehearsed().map(this::rehearsed).orElse(none));
    }

    private String ago(Backup backup, Instant now) {
        return terminal.text(
                StatusCommandMessage.AGO,
                backup.id().brief() + " " + Moment.text(backup.time()),
                Moment.ago(terminal, Duration.between(backup.time(), now)));
    }

    private String restored(EvidenceEntry entry) {
        return terminal.text(
                StatusCommandMessage.RESTORED_FACT,
                Moment.text(entry.begun()),
                EvidenceWords.took(terminal, entry.took()),
                Id.parse(entry.about().id()).brief(),
                EvidenceWords.verdict(terminal, entry.verdict()));
    }

    private String rehearsed(EvidenceEntry entry) {
        return terminal.text(
                StatusCommandMessage.REHEARSED_FACT,
                Moment.text(entry.begun()),
                EvidenceWords.took(terminal, entry.took()));
    }
}
