package dev.jangada.cli.repository.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.Json;
import dev.jangada.repository.format.Id;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jangada repository key add}: one more passphrase that opens the repository. */
@Command(name = "add")
final class KeyAddCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Mixin
    private NewKey key;

    @SuppressWarnings("NullAway.Init") // picocli fills the field in
    KeyAddCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        Terminal terminal = jangada.terminal();
        key.make(jangada, (repository, passphrase) -> {
            Id id = repository.keys().add(passphrase);
            tell(jangada, key.isJson(), id, key.isGenerated() ? passphrase : new char[0]);
            if (!key.isJson()) {
                terminal.note(RepositoryCommandMessage.KEY_ADDED, id.brief(), repository.location());
            }
        });
        return 0;
    }

    /** Prints a passphrase that was made here, alone on standard output, so that it can go to a printer. */
    static void tell(Jangada jangada, boolean json, Id id, char[] generated) throws IOException {
        Terminal terminal = jangada.terminal();
        if (json) {
            ObjectNode tree = Json.object().put("formatVersion", 1).put("key", id.toString());
            if (generated.length > 0) {
                tree.put("passphrase", new String(generated));
            }
            TextOrJson.print(terminal, tree);
        } else if (generated.length > 0) {
            terminal.out().println(generated);
        }
        terminal.out().flush();
        if (generated.length > 0 && !jangada.globals().quiet()) {
            terminal.note(RepositoryCommandMessage.KEY_PRINTED);
        }
    }
}
