package dev.jangada.cli.schedule;

import dev.jangada.backup.schedule.FailureCommand;
import dev.jangada.backup.schedule.MetricsText;
import dev.jangada.backup.schedule.OneAtATime;
import dev.jangada.backup.schedule.RunStatus;
import dev.jangada.backup.schedule.ScheduledRun;
import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.Version;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.cli.terminal.TextTable;
import dev.jangada.problem.Problem;
import dev.jangada.settings.Settings;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jangada schedule run}: what a timer runs: create, verify, forget and prune, and telling of it. */
@Command(name = "run")
final class ScheduleRunCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Mixin
    private RepositoryAccess access = new RepositoryAccess();

    ScheduleRunCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() {
        Place place = Place.of(jangada);
        place.prepare();
        try (OneAtATime lock = OneAtATime.take(place.lockFile());
                var steps = new RunSteps(jangada, access, place.cluster(), Clock.systemUTC())) {
            var run = new ScheduledRun(
                    place.cluster(),
                    "jangada " + Version.text(),
                    before(place),
                    jangada.terminal().locale(),
                    Clock.systemUTC());
            RunStatus status = run.run(steps.works(), steps::margins);
            place.statusFile().write(status);
            tell(place, status);
            show(status);
            return status.exitCode().code();
        }
    }

    private Optional<RunStatus> before(Place place) {
        try {
            return place.statusFile().read();
        } catch (Problem damaged) {
            // A file about the past is no reason not to make a backup now.
            jangada.terminal().note(ScheduleCommandMessage.STATUS_FILE_IGNORED, damaged);
            return Optional.empty();
        }
    }

    /** That somebody cannot be told does not make the run a bad one; it is said where the run's output goes. */
    private void tell(Place place, RunStatus status) {
        Settings settings = jangada.globals().settings();
        settings.metricsTextfile().ifPresent(file -> {
            try {
                MetricsText.write(status, file);
            } catch (Problem problem) {
                warn(problem);
            }
        });
        if (!settings.onFailure().isEmpty()) {
            new FailureCommand(settings.onFailure(), FailureCommand.USUAL_PATIENCE)
                    .tell(status, place.statusFile().path())
                    .ifPresent(this::warn);
        }
    }

    private void warn(Problem problem) {
        jangada.terminal().note(CommandMessage.WARNING, problem);
    }

    private void show(RunStatus status) {
        var table = new TextTable(2);
        RunText.rows(jangada.terminal(), status).forEach(table::row);
        table.lines().forEach(jangada.terminal().out()::println);
    }
}
