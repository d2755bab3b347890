package dev.jangada.cli.restore;

import dev.jangada.cli.command.Failure;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.Progress;
import dev.jangada.cli.command.Version;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.cluster.restore.Applier;
import dev.jangada.kube.cluster.restore.Outcome;
import dev.jangada.kube.cluster.restore.PlanHeader;
import dev.jangada.kube.cluster.restore.RestoreListener;
import dev.jangada.kube.cluster.restore.RestoreReport;
import dev.jangada.kube.dump.DumpOptions;
import dev.jangada.kube.dump.DumpResult;
import dev.jangada.kube.dump.DumpSource;
import dev.jangada.kube.dump.DumpWriter;
import dev.jangada.kube.dump.convert.VersionConverter;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.order.Wave;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

/** Applies a plan: saves what it overwrites, executes it, and tells how that went. */
final class RestoreExecution {

    private static final int KINDS_AT_A_TIME = 4;

    private final Jangada jangada;
    private final PlannedRestore planned;
    private final Duration volumePatience;
    private final RestoreOutput output;
    private final RestoreEvidence evidence;
    private final String again;

    /**
     * Of a plan.
     *
     * @param again what is said to {@code jangada restore resume} to go on
     */
    RestoreExecution(
            Jangada jangada,
            PlannedRestore planned,
            Duration volumePatience,
            RestoreOutput output,
            RestoreEvidence evidence,
            String again) {
        this.evidence = evidence;
        this.again = again;
        this.jangada = jangada;
        this.planned = planned;
        this.volumePatience = volumePatience;
        this.output = output;
    }

    /**
     * What one execution did; a resumed restore has several.
     *
     * @param objects how many entries it dealt with
     */
    record Effort(long objects, Duration took) {}

    /** Applies, and answers with the exit code. */
    int run() {
        Terminal terminal = jangada.terminal();
        Effort effort;
        Instant begun = Instant.now();
        try (Progress progress = output.progress()) {
            progress.expect(planned.plan().header().writes() - done());
            progress.stage(terminal.text(RestoreCommandMessage.RESTORE_SAVING));
            save();
            apply(progress);
            effort = new Effort(progress.objects(), progress.elapsed());
        } catch (CancellationException | Problem e) {
            if (Failure.isInterruption(e)) {
                terminal.note(RestoreCommandMessage.RESTORE_INTERRUPTED, again);
                return ExitCode.INTERRUPTED.code();
            }
            int code = Failure.tell(terminal, e, jangada.globals().verbose());
            RestoreReport sofar = RestoreReport.of(planned.folder());
            if (sofar.began().isPresent()) {
                terminal.note(RestoreCommandMessage.RESTORE_STOPPED, again);
                // One that is refused, because another process executes it, has not stopped.
                if (e instanceof Problem problem && problem.exitCode() != ExitCode.REFUSED) {
                    evidence.keep(sofar, Optional.of(problem), begun);
                }
            }
            return code;
        }
        RestoreReport report = RestoreReport.of(planned.folder());
        output.report(report, Optional.of(effort));
        terminal.flush();
        evidence.keep(report, Optional.empty(), begun);
        return (report.complete() ? ExitCode.DONE : ExitCode.INCOMPLETE).code();
    }

    private void apply(Progress progress) {
        PlanHeader header = planned.plan().header();
        progress.stage(stage(Wave.DEFINITIONS));
        new Applier(
                        planned.plan(),
                        planned.folder(),
                        planned.source(),
                        planned.cluster(),
                        new VersionConverter(),
                        Transforms.of(header.options(), planned.source()),
                        RestoreFolders.of(jangada).key(),
                        volumePatience,
                        new RestoreListener() {
                            @Override
                            public void onWave(Wave wave) {
                                progress.stage(stage(wave));
                            }

                            @Override
                            public void onResult(Outcome outcome) {
                                progress.step();
                            }
                        })
                .run();
    }

    /** What an execution before this one has done. */
    private long done() {
        RestoreReport before = RestoreReport.of(planned.folder());
        return Stream.of(Outcome.values())
                .filter(outcome -> outcome != Outcome.FAILED)
                .mapToLong(before::count)
                .sum();
    }

    private String stage(Wave wave) {
        return jangada.terminal().text(RestoreCommandMessage.valueOf("WAVE_" + wave.name()));
    }

    /** What is there now and will not be afterwards. Saved once: what an execution has changed is no longer the old. */
    private void save() {
        Path before = planned.folder().before();
        boolean tried = Files.exists(before);
        if (tried && isComplete(before)) {
            return;
        }
        var objects = new OverwrittenObjects(planned.target(), planned.plan());
        if (objects.isEmpty()) {
            return;
        }
        var options = new DumpOptions(Scrub.NONE, true, Selection.ALL, KINDS_AT_A_TIME, tried);
        try {
            DumpResult result =
                    new DumpWriter("jangada " + Version.text(), Clock.systemUTC()).write(objects, before, options);
            result.gaps().stream().findFirst().ifPresent(gap -> {
                throw gap.why();
            });
        } catch (Problem problem) {
            throw new Problem(problem, ExitCode.FAILED, RestoreCommandMessage.RESTORE_NOT_SAVED, problem, again);
        }
    }

    private static boolean isComplete(Path dump) {
        try (DumpSource saved = DumpSource.open(dump)) {
            return saved.coverage().complete();
        }
    }
}
