package dev.jangada.cli.backup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.Question;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.cli.terminal.ByteCount;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.problem.ExitCode;
import dev.jangada.repository.Repository;
import dev.jangada.repository.prune.PruneOptions;
import dev.jangada.repository.prune.PrunePlan;
import dev.jangada.repository.prune.PruneResult;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jangada backup prune}: gives back the room that no backup needs any more. */
@Command(name = "prune")
final class BackupPruneCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Mixin
    private RepositoryAccess access;

    @Option(names = "--dry-run", descriptionKey = "backup.prune.dry-run")
    private boolean dryRun;

    @Mixin
    private OutputOption output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    BackupPruneCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        try (Repository repository = access.open(jangada)) {
            ObjectNode json = BackupJson.document();
            Optional<PruneResult> result = repository.prune(PruneOptions.USUAL, plan -> wanted(plan, json));
            if (output.isJson()) {
                json.put("done", result.isPresent());
                result.ifPresent(done -> json.put("removedPacks", done.removedPacks())
                        .put("repackedPacks", done.repackedPacks())
                        .put("freedBytes", done.freedBytes())
                        .put("retained", done.retained()));
                TextOrJson.print(jangada.terminal(), json);
            } else {
                result.ifPresent(this::text);
            }
            result.flatMap(PruneResult::lockLeftBehind)
                    .ifPresent(warning -> jangada.terminal().note(CommandMessage.WARNING, warning));
        }
        return ExitCode.DONE.code();
    }

    private boolean wanted(PrunePlan plan, ObjectNode json) {
        Terminal terminal = jangada.terminal();
        json.putObject("plan")
                .put("removedPacks", plan.unused().size() + plan.unlisted().size())
                .put("repackedPacks", plan.repack().size())
                .put("freedBytes", plan.freedBytes());
        if (!output.isJson()) {
            terminal.out()
                    .println(
                            plan.isEmpty()
                                    ? terminal.text(BackupCommandMessage.NOTHING_TO_PRUNE)
                                    : terminal.text(
                                            BackupCommandMessage.PRUNE_PLAN,
                                            plan.unused().size()
                                                    + plan.unlisted().size(),
                                            plan.repack().size(),
                                            ByteCount.rough(terminal.locale(), plan.freedBytes())));
        }
        if (dryRun || plan.isEmpty()) {
            return false;
        }
        Question.require(
                jangada, BackupCommandMessage.PRUNE_ASK, ByteCount.rough(terminal.locale(), plan.freedBytes()));
        return true;
    }

    private void text(PruneResult result) {
        Terminal terminal = jangada.terminal();
        terminal.out()
                .println(terminal.text(
                        BackupCommandMessage.PRUNED,
                        result.removedPacks(),
                        ByteCount.rough(terminal.locale(), result.freedBytes())));
        if (result.retained() > 0) {
            terminal.note(BackupCommandMessage.PRUNE_RETAINED, result.retained());
        }
    }
}
