package dev.jangada.cli.restore;

import dev.jangada.cli.command.Commands;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.SelectionOptions;
import dev.jangada.cli.source.RepositoryUse;
import dev.jangada.cli.source.Sources;
import dev.jangada.kube.cluster.restore.Plan;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jangada restore}: plans, asks, and brings a source's objects into a running cluster. */
@Command(name = "restore")
public final class RestoreCommand implements Callable<Integer> {

    /** The options that say how a plan is applied, and where the repository is: a plan knows neither. */
    private static final Set<String> BESIDE_A_PLAN = Set.of("apply", "repository");

    private final Jangada jangada;

    @Spec
    private CommandSpec spec;

    @Option(names = "--from", paramLabel = "SOURCE", descriptionKey = "restore.from")
    @Nullable
    private String from;

    @Option(names = "--plan-file", paramLabel = "FILE", descriptionKey = "restore.plan-file")
    @Nullable
    private Path planFile;

    @Option(names = "--rehearsal", descriptionKey = "restore.rehearsal")
    private boolean rehearsal;

    @Mixin
    private RepositoryUse repository;

    @Mixin
    private SelectionOptions selection;

    @Mixin
    private RestoreChoices choices;

    @Mixin
    private ApplyOptions apply;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    private RestoreCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    /** The command with those below it. */
    public static CommandLine line(Jangada jangada, Commands commands) {
        var restore = new RestoreCommand(jangada);
        return commands.group(restore)
                .put("plan", () -> new RestorePlanCommand(jangada, restore))
                .put("resume", () -> new RestoreResumeCommand(jangada, restore))
                .put("undo", () -> new RestoreUndoCommand(jangada, restore))
                .put("list", () -> new RestoreListCommand(jangada, restore))
                .put("report", () -> new RestoreReportCommand(jangada, restore))
                .line();
    }

    @Override
    public Integer call() throws IOException {
        return apply.apply(jangada, planned(), rehearsal);
    }

    private PlannedRestore planned() {
        Optional<String> to = apply.to.cluster();
        Path file = planFile;
        if (file != null) {
            requireNothingElse();
            return PlannedRestore.open(
                    jangada, Plan.open(file), to, repository, () -> PlanFile.adopt(RestoreFolders.of(jangada), file));
        }
        return PlannedRestore.make(jangada, required(from), to.orElse(Sources.LIVE), repository, selection, choices);
    }

    /** The source; there is no default, because what is there already need not be restored. */
    static String required(@Nullable String from) {
        if (from == null) {
            throw new Problem(ExitCode.USAGE, RestoreCommandMessage.RESTORE_FROM_MISSING);
        }
        return from;
    }

    /** A plan is applied as it is: options that would make another one are refused, not ignored. */
    private void requireNothingElse() {
        Stream<String> chosen = spec.mixins().entrySet().stream()
                .filter(mixin -> !BESIDE_A_PLAN.contains(mixin.getKey()))
                .flatMap(mixin -> mixin.getValue().options().stream())
                .map(OptionSpec::longestName);
        Stream.concat(Stream.of("--from", "--namespace"), chosen)
                .filter(option -> option.equals("--namespace")
                        ? !jangada.globals().namespaces().isEmpty()
                        : spec.commandLine().getParseResult().hasMatchedOption(option))
                .findFirst()
                .ifPresent(option -> {
                    throw new Problem(ExitCode.USAGE, RestoreCommandMessage.RESTORE_PLAN_HAS_OPTIONS, option);
                });
    }

    /** What stands before the name of a command below this one would go unheard. */
    void requireBare(String command) {
        spec.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> !option.inherited())
                .findFirst()
                .ifPresent(option -> {
                    throw new Problem(
                            ExitCode.USAGE, RestoreCommandMessage.RESTORE_OPTION_BEFORE, option.longestName(), command);
                });
    }
}
