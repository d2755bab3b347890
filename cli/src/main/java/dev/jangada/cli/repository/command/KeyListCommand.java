package dev.jangada.cli.repository.command;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.cli.terminal.TextTable;
import dev.jangada.kube.model.Json;
import dev.jangada.repository.KeyEntry;
import dev.jangada.repository.Repository;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jangada repository key list}: the keys, and which one is in use. */
@Command(name = "list")
final class KeyListCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Mixin
    private RepositoryAccess access;

    @Mixin
    private OutputOption output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    KeyListCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        try (Repository repository = access.open(jangada)) {
            List<KeyEntry> keys = repository.keys().list();
            if (output.isJson()) {
                json(keys);
            } else {
                table(keys);
            }
        }
        return 0;
    }

    private void table(List<KeyEntry> keys) {
        Terminal terminal = jangada.terminal();
        var table = new TextTable(4);
        table.row(List.of(
                terminal.text(RepositoryCommandMessage.KEY_COLUMN_ID),
                terminal.text(RepositoryCommandMessage.KEY_COLUMN_CREATED),
                terminal.text(RepositoryCommandMessage.KEY_COLUMN_BY),
                terminal.text(RepositoryCommandMessage.KEY_COLUMN_CURRENT)));
        for (KeyEntry key : keys) {
            table.row(List.of(
                    key.id().brief(),
                    key.created().truncatedTo(ChronoUnit.SECONDS).toString(),
                    Terminal.harmless(key.user() + "@" + key.host()),
                    key.current() ? terminal.text(RepositoryCommandMessage.KEY_CURRENT) : ""));
        }
        table.lines().forEach(terminal.out()::println);
    }

    private void json(List<KeyEntry> keys) throws IOException {
        var json = Json.object().put("formatVersion", 1);
        var list = json.putArray("keys");
        for (KeyEntry key : keys) {
            list.addObject()
                    .put("id", key.id().toString())
                    .put("created", key.created().toString())
                    .put("user", key.user())
                    .put("host", key.host())
                    .put("current", key.current());
        }
        TextOrJson.print(jangada.terminal(), json);
    }
}
