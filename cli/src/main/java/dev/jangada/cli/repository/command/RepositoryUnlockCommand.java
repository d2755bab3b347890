package dev.jangada.cli.repository.command;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.repository.Repository;
import dev.jangada.repository.lock.FoundLock;
import java.util.List;
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
            int removed = repository.locks().unlock(all);
            terminal.out().println(terminal.text(RepositoryCommandMessage.UNLOCKED, removed));
            List<FoundLock> left = repository.locks().list();
            if (!left.isEmpty()) {
                terminal.out().flush();
                terminal.note(RepositoryCommandMessage.STILL_LOCKED, left.size());
            }
        }
        return 0;
    }
}
