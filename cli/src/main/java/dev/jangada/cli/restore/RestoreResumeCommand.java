package dev.jangada.cli.restore;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.source.RepositoryUse;
import dev.jangada.kube.cluster.restore.RestoreFolder;
import dev.jangada.kube.cluster.restore.RestoreReport;
import dev.jangada.problem.ExitCode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jangada restore resume}: goes on with a restore that was cut off, or tries again what failed. */
@Command(name = "resume")
final class RestoreResumeCommand implements Callable<Integer> {

    private final Jangada jangada;
    private final RestoreCommand restore;

    @Option(names = "--rehearsal", descriptionKey = "restore.rehearsal")
    private boolean rehearsal;

    @Mixin
    private RepositoryUse repository;

    @Mixin
    private KnownRestore begun;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    RestoreResumeCommand(Jangada jangada, RestoreCommand restore) {
        this.jangada = jangada;
        this.restore = restore;
    }

    @Override
    public Integer call() throws IOException {
        restore.requireBare("resume");
        RestoreFolder folder = begun.folder(jangada);
        ApplyOptions apply = begun.apply;
        RestoreReport before = RestoreReport.of(folder);
        if (RestoreState.of(before) == RestoreState.DONE) {
            try (RestoreOutput output = apply.output(jangada, Again.of(jangada, repository.access()))) {
                output.report(before, Optional.empty());
            }
            return ExitCode.DONE.code();
        }
        PlannedRestore planned =
                PlannedRestore.open(jangada, before.plan(), apply.to.cluster(), repository, () -> folder);
        return before.began().isPresent()
                ? apply.goOn(jangada, planned, rehearsal)
                : apply.apply(jangada, planned, rehearsal);
    }
}
