package dev.jangada.cli.restore;

import dev.jangada.backup.evidence.Evidence;
import dev.jangada.cli.command.Jangada;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a plan is applied and told; nothing of what it does. */
final class ApplyOptions {

    @Mixin
    TargetOption to = new TargetOption();

    @Option(names = "--confirm", paramLabel = "N", descriptionKey = "restore.confirm")
    @Nullable
    private String confirm;

    @Option(names = "--wait-for-volumes", paramLabel = "SECONDS", descriptionKey = "restore.wait-for-volumes")
    private int waitForVolumes = 120;

    @Mixin
    private PlanOutput output = new PlanOutput();

    /**
     * Tells a plan, asks, applies it, tells how that went, and closes its two sides.
     *
     * @return the exit code
     */
    int apply(Jangada jangada, PlannedRestore planned) throws IOException {
        return apply(jangada, planned, false);
    }

    /**
     * The same.
     *
     * @param rehearsal whether it is the rehearsal of a restore
     */
    int apply(Jangada jangada, PlannedRestore planned, boolean rehearsal) throws IOException {
        try (planned;
                RestoreOutput told = output.open(jangada, planned.again())) {
            RestoreExecution execution = fresh(jangada, planned, told, rehearsal);
            told.plan(planned);
            if (planned.plan().header().writes() == 0) {
                told.nothingToDo();
                if (!planned.isWhole()) {
                    return ExitCode.INCOMPLETE.code();
                }
                var _ = RestoreFolders.of(jangada).discard(planned.folder());
                return ExitCode.DONE.code();
            }
            new Consent(jangada.terminal(), jangada.globals().yes(), Optional.ofNullable(confirm))
                    .require(planned.plan().header(), again(planned, rehearsal));
            return execution.run();
        }
    }

    /** Goes on with a plan that was begun: whoever began it has been asked. */
    int goOn(Jangada jangada, PlannedRestore planned, boolean rehearsal) throws IOException {
        try (planned;
                RestoreOutput told = output.open(jangada, planned.again())) {
            return execution(jangada, planned, told, rehearsal).run();
        }
    }

    /** Only tells a plan. */
    int plan(Jangada jangada, PlannedRestore planned) throws IOException {
        return output.plan(jangada, planned, Optional.empty());
    }

    /** Begins to tell; only when nothing can go wrong any more that leaves nothing to tell. */
    RestoreOutput output(Jangada jangada, Again again) throws IOException {
        return output.open(jangada, again);
    }

    /** A plan that is refused before anybody has seen it is of no use to anybody. */
    private RestoreExecution fresh(Jangada jangada, PlannedRestore planned, RestoreOutput told, boolean rehearsal) {
        try {
            return execution(jangada, planned, told, rehearsal);
        } catch (Problem refused) {
            var _ = RestoreFolders.of(jangada).discard(planned.folder());
            throw refused;
        }
    }

    private RestoreExecution execution(Jangada jangada, PlannedRestore planned, RestoreOutput told, boolean rehearsal) {
        Evidence.Kind kind = rehearsal ? Evidence.Kind.REHEARSAL : Evidence.Kind.RESTORE;
        var evidence = new RestoreEvidence(jangada, planned, kind);
        return new RestoreExecution(
                jangada, planned, Duration.ofSeconds(waitForVolumes), told, evidence, again(planned, rehearsal));
    }

    /** What is said to {@code jangada restore resume} to go on. */
    private static String again(PlannedRestore planned, boolean rehearsal) {
        String id = planned.folder().id();
        return rehearsal
                ? planned.again().words(id, "--rehearsal")
                : planned.again().words(id);
    }
}
