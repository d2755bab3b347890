package dev.jangada.cli.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.schedule.RunStatus;
import dev.jangada.backup.schedule.RunStatusFile;
import dev.jangada.backup.schedule.Systemd;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.terminal.Moment;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.cli.terminal.TextTable;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jangada schedule status}: the timer, and what the last run did. Ends as that run did. */
@Command(name = "status")
final class ScheduleStatusCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Mixin
    private ScopeOption scope = new ScopeOption();

    @Mixin
    private OutputOption output = new OutputOption();

    ScheduleStatusCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        Place place = Place.of(jangada);
        Optional<Systemd.Timer> timer = place.systemd(scope.scope()).flatMap(systemd -> systemd.timer(place.name()));
        Optional<RunStatus> run = place.statusFile().read();
        if (output.isJson()) {
            json(place, timer, run);
        } else {
            text(timer, run);
        }
        return run.map(status -> status.exitCode().code()).orElse(0);
    }

    private void text(Optional<Systemd.Timer> timer, Optional<RunStatus> run) {
        Terminal terminal = jangada.terminal();
        var table = new TextTable(2);
        table.row(List.of(
                terminal.text(ScheduleCommandMessage.TIMER),
                timer.map(found -> terminal.text(ScheduleCommandMessage.TIMER_FACT, found.enabled(), found.active()))
                        .orElseGet(() -> terminal.text(ScheduleCommandMessage.TIMER_NONE))));
        timer.filter(found -> !found.next().isEmpty())
                .ifPresent(found -> table.row(List.of(terminal.text(ScheduleCommandMessage.NEXT), found.next())));
        table.row(List.of(
                terminal.text(ScheduleCommandMessage.LAST_RUN),
                run.map(status -> Moment.text(status.begun()))
                        .orElseGet(() -> terminal.text(ScheduleCommandMessage.NEVER_RUN))));
        run.ifPresent(status -> RunText.rows(terminal, status).forEach(table::row));
        table.lines().forEach(terminal.out()::println);
    }

    private void json(Place place, Optional<Systemd.Timer> timer, Optional<RunStatus> run) throws IOException {
        ObjectNode json = Json.object().put("formatVersion", 1).put("cluster", place.cluster());
        timer.ifPresent(found -> json.putObject("timer")
                .put("enabled", found.enabled())
                .put("active", found.active())
                .put("next", found.next())
                .put("last", found.last()));
        run.ifPresent(status -> json.set("lastRun", RunStatusFile.json(status)));
        TextOrJson.print(jangada.terminal(), json);
    }
}
