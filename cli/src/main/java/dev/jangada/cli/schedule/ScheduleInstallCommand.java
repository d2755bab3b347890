package dev.jangada.cli.schedule;

import dev.jangada.backup.schedule.CrontabLine;
import dev.jangada.backup.schedule.Systemd;
import dev.jangada.backup.schedule.UnitFiles;
import dev.jangada.backup.schedule.UnitOrder;
import dev.jangada.backup.schedule.UnitOrder.Scope;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jangada schedule install}: a timer of systemd; or the line for cron, printed. */
@Command(name = "install")
final class ScheduleInstallCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Mixin
    private ScopeOption scope = new ScopeOption();

    @Option(names = "--program", paramLabel = "FILE", descriptionKey = "schedule.program")
    @Nullable
    private Path program;

    @Option(names = "--print", descriptionKey = "schedule.print")
    private boolean print;

    @Option(names = "--cron", descriptionKey = "schedule.cron")
    private boolean cron;

    ScheduleInstallCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() {
        Place place = Place.of(jangada);
        UnitOrder order = place.order(scope.scope(), program);
        Terminal terminal = jangada.terminal();
        if (cron) {
            terminal.out().println(CrontabLine.of(order));
            terminal.note(ScheduleCommandMessage.CRON_MISSES);
            return 0;
        }
        UnitFiles units = UnitFiles.of(order);
        if (print) {
            terminal.out().print("# " + units.serviceFile() + "\n" + units.service());
            terminal.out().print("\n# " + units.timerFile() + "\n" + units.timer());
            return 0;
        }
        Optional<Systemd> systemd = place.systemd(order.scope());
        if (systemd.isEmpty()) {
            terminal.note(ScheduleCommandMessage.NO_SYSTEMD);
            terminal.out().println(CrontabLine.of(order));
            terminal.note(ScheduleCommandMessage.CRON_MISSES);
            return 0;
        }
        systemd.get().install(units);
        terminal.out().println(terminal.text(ScheduleCommandMessage.INSTALLED, units.timerFile(), order.calendar()));
        if (order.scope() == Scope.USER) {
            terminal.note(ScheduleCommandMessage.LINGER);
        }
        return 0;
    }
}
