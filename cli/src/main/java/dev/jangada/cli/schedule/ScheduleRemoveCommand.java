package dev.jangada.cli.schedule;

import dev.jangada.backup.schedule.Systemd;
import dev.jangada.cli.command.Jangada;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jangada schedule remove}: undoes the installation. */
@Command(name = "remove")
final class ScheduleRemoveCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Mixin
    private ScopeOption scope = new ScopeOption();

    ScheduleRemoveCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() {
        Place place = Place.of(jangada);
        Systemd systemd = place.systemd(scope.scope())
                .orElseThrow(() -> new Problem(ExitCode.FAILED, ScheduleCommandMessage.NO_SYSTEMD_TO_ASK));
        systemd.remove(place.name());
        jangada.terminal()
                .out()
                .println(jangada.terminal().text(ScheduleCommandMessage.REMOVED, place.name() + ".timer"));
        return 0;
    }
}
