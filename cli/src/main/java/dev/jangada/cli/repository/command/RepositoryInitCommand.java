package dev.jangada.cli.repository.command;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.repository.Passphrase;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.Json;
import dev.jangada.repository.Repository;
import dev.jangada.repository.RepositoryLocation;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jangada repository init}: makes a repository. */
@Command(name = "init")
final class RepositoryInitCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Mixin
    private RepositoryAccess access;

    @Mixin
    private OutputOption output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    RepositoryInitCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        RepositoryLocation location = access.location(jangada);
        char[] passphrase = passphrase(location.toString());
        Repository.Initialized made;
        try {
            made = access.init(jangada, passphrase);
        } finally {
            Arrays.fill(passphrase, '\0');
        }
        try (Repository repository = made.repository()) {
            tell(repository, made.guarded());
        }
        return 0;
    }

    private char[] passphrase(String location) {
        Passphrase source = access.passphrase(jangada);
        return source instanceof Passphrase.Asked && jangada.terminal().canAsk()
                ? NewPassphrase.typedTwice(jangada.terminal(), location)
                : source.read(jangada.terminal(), location);
    }

    private void tell(Repository repository, boolean guarded) throws IOException {
        Terminal terminal = jangada.terminal();
        String id = repository.configuration().id();
        if (output.isJson()) {
            TextOrJson.print(
                    terminal,
                    Json.object()
                            .put("formatVersion", 1)
                            .put("location", repository.location())
                            .put("id", id)
                            .put("guarded", guarded));
        } else {
            terminal.out()
                    .println(terminal.text(
                            RepositoryCommandMessage.INIT_DONE, id.substring(0, 8), repository.location()));
        }
        terminal.out().flush();
        if (!guarded) {
            terminal.note(RepositoryCommandMessage.INIT_UNGUARDED);
        }
        if (!jangada.globals().quiet()) {
            terminal.note(
                    RepositoryCommandMessage.INIT_SECOND_KEY,
                    access.again(jangada, "jangada", "repository", "key", "add", "--generate"));
        }
    }
}
