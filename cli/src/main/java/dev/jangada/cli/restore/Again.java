package dev.jangada.cli.restore;

import dev.jangada.cli.command.Globals;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.repository.RepositoryAccess;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be said again to the next command on a restore, so that it finds the same cluster and the same backup.
 *
 * @param globals what the user has said to any command
 * @param repository the options that name the repository of the backup
 */
record Again(Globals globals, List<String> repository) {

    Again {
        repository = List.copyOf(repository);
    }

    /** For a restore whose source may be a backup. */
    static Again of(Jangada jangada, RepositoryAccess access) {
        return new Again(jangada.globals(), access.words());
    }

    /** For a restore whose source is none. */
    static Again of(Jangada jangada) {
        return new Again(jangada.globals(), List.of());
    }

    /** Words of a command line with that behind them, as a shell wants them. */
    String words(String... words) {
        return globals.again(
                Stream.concat(Stream.of(words), repository.stream()).toArray(String[]::new));
    }
}
