package dev.jangada.cli.repository.command;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.repository.Repository;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jangada repository unlock}: takes away locks whose holders are gone. */
@Command(name = "unlock")
final class RepositoryUnlockCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Mixin
    private RepositoryAccess access;

    @Option(names = "--all", descriptionKey = "repository.unlock.all")
    private boolean all;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    RepositoryUnlockCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() {
        Terminal terminal = jangada.terminal();
        try (Repository repository = access.open(jangada)) {
            repository.locks().list().forEach(lock -> terminal.out().println(LockText.of(terminal, lock)));
            repository
                    .locks()
                    .unreadable()
                    .forEach(lock -> terminal.out().println(LockText.unreadable(terminal, lock)));
            int removed = repository.locks().unlock(all);
            terminal.out().println(terminal.text(RepositoryCommandMessage.UNLOCKED, removed));
            int left = repository.locks().list().size()
                    + repository.locks().unreadable().size();
            if (left > 0) {
                terminal.out().flush();
                terminal.note(RepositoryCommandMessage.STILL_LOCKED, left);
            }
        }
        return 0;
    }
}
