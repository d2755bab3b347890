package dev.jangada.cli.repository.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.repository.Repository;
import dev.jangada.repository.format.Id;
import dev.jangada.repository.repair.IndexRepair;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jangada repository repair}: makes the index anew of what the packs say. */
@Command(name = "repair")
final class RepositoryRepairCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Mixin
    private RepositoryAccess access;

    @Option(names = "--every-pack", descriptionKey = "repository.repair.every-pack")
    private boolean everyPack;

    @Mixin
    private OutputOption output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    RepositoryRepairCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        try (Repository repository = access.open(jangada)) {
            IndexRepair repair = repository.repairIndex(everyPack);
            if (output.isJson()) {
                json(repair);
            } else {
                text(repair);
            }
            repair.lockLeftBehind().ifPresent(left -> jangada.terminal().note(CommandMessage.WARNING, left));
            boolean whole =
                    repair.missingPacks().isEmpty() && repair.unreadablePacks().isEmpty();
            return (whole ? ExitCode.DONE : ExitCode.INCOMPLETE).code();
        }
    }

    private void text(IndexRepair repair) {
        Terminal terminal = jangada.terminal();
        terminal.out()
                .println(terminal.text(
                        repair.written()
                                ? RepositoryCommandMessage.REPAIRED
                                : RepositoryCommandMessage.NOTHING_TO_REPAIR,
                        repair.packs(),
                        repair.headersRead(),
                        repair.addedPacks().size(),
                        repair.damagedIndexFiles().size()));
        terminal.out().flush();
        repair.missingPacks()
                .forEach(pack -> terminal.note(
                        CommandMessage.WARNING, terminal.text(RepositoryCommandMessage.REPAIR_MISSING, pack.brief())));
        repair.unreadablePacks()
                .forEach((pack, why) -> terminal.note(
                        CommandMessage.WARNING,
                        terminal.text(
                                RepositoryCommandMessage.REPAIR_UNREADABLE, pack.brief(), why.in(terminal.locale()))));
        if (repair.retained() > 0) {
            terminal.note(RepositoryCommandMessage.REPAIR_RETAINED, repair.retained());
        }
        if (!jangada.globals().quiet()) {
            terminal.note(
                    RepositoryCommandMessage.REPAIR_NEXT,
                    access.again(jangada, "jangada", "repository", "check", "--read-data"));
        }
    }

    private void json(IndexRepair repair) throws IOException {
        ObjectNode json = Json.object()
                .put("formatVersion", 1)
                .put("written", repair.written())
                .put("packs", repair.packs())
                .put("headersRead", repair.headersRead())
                .put("retained", repair.retained());
        put(json, "damagedIndexFiles", repair.damagedIndexFiles());
        put(json, "addedPacks", repair.addedPacks());
        put(json, "missingPacks", repair.missingPacks());
        put(json, "unreadablePacks", repair.unreadablePacks().keySet());
        TextOrJson.print(jangada.terminal(), json);
    }

    private static void put(ObjectNode json, String name, Collection<Id> ids) {
        var array = json.putArray(name);
        ids.forEach(id -> array.add(id.toString()));
    }
}
