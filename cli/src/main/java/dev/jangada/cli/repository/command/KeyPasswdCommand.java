package dev.jangada.cli.repository.command;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.Json;
import dev.jangada.repository.format.Id;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jangada repository key passwd}: another passphrase in the place of the one that opened the repository. */
@Command(name = "passwd")
final class KeyPasswdCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Mixin
    private NewKey key;

    @SuppressWarnings("NullAway.Init") // picocli fills the field in
    KeyPasswdCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        Terminal terminal = jangada.terminal();
        key.make(jangada, (repository, passphrase) -> {
            if (key.isGenerated()) {
                show(terminal, passphrase);
            }
            Id id = repository.keys().change(passphrase);
            if (!key.isGenerated()) {
                KeyAddCommand.tell(jangada, key.isJson(), id, new char[0]);
            }
            if (!key.isJson()) {
                terminal.note(RepositoryCommandMessage.KEY_CHANGED, id.brief(), repository.location());
            }
            if (!jangada.globals().quiet()) {
                terminal.note(RepositoryCommandMessage.KEY_CHANGED_NOTE);
            }
        });
        return 0;
    }

    /** It must be known before it is the only one: what is printed afterwards may never be seen. So JSON cannot name the key. */
    private void show(Terminal terminal, char[] passphrase) throws IOException {
        if (key.isJson()) {
            TextOrJson.print(terminal, Json.object().put("formatVersion", 1).put("passphrase", new String(passphrase)));
        } else {
            terminal.out().println(passphrase);
        }
        terminal.out().flush();
        if (terminal.out().checkError()) {
            throw new IOException("the new passphrase could not be shown");
        }
        if (!jangada.globals().quiet()) {
            terminal.note(RepositoryCommandMessage.KEY_PRINTED);
        }
    }
}
