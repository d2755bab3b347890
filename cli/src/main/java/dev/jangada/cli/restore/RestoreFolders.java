package dev.jangada.cli.restore;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.StateDirectory;
import dev.jangada.kube.cluster.restore.Restores;

/** Where the restores of this user are kept. */
final class RestoreFolders {

    private RestoreFolders() {}

    static Restores of(Jangada jangada) {
        return new Restores(StateDirectory.of(jangada.terminal().environment()));
    }
}
