package dev.jangada.cli.repository.command;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.repository.Repository;
import dev.jangada.repository.format.Id;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code jangada repository key remove}: a passphrase that shall open the repository no more. Never the one in use. */
@Command(name = "remove")
final class KeyRemoveCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Mixin
    private RepositoryAccess access;

    @Parameters(paramLabel = "ID", descriptionKey = "repository.key.id")
    private String id;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    KeyRemoveCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() {
        try (Repository repository = access.open(jangada)) {
            Id removed = repository.keys().remove(id);
            jangada.terminal().note(RepositoryCommandMessage.KEY_REMOVED, removed.brief(), repository.location());
        }
        return 0;
    }
}
