package dev.jangada.cli.restore;

import dev.jangada.cli.command.Jangada;
import dev.jangada.kube.cluster.restore.RestoreFolder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A restore that was planned or applied before, and how it is dealt with now. */
final class KnownRestore {

    @Parameters(paramLabel = "ID", descriptionKey = "restore.id")
    private String id = "";

    @Mixin
    ApplyOptions apply = new ApplyOptions();

    /**
     * Where it keeps what it knows.
     *
     * @throws dev.jangada.problem.Problem if there is no such restore
     */
    RestoreFolder folder(Jangada jangada) {
        return RestoreFolders.of(jangada).open(id);
    }
}
