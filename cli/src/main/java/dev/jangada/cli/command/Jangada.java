package dev.jangada.cli.command;

import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import java.util.List;

/**
 * What every command is given.
 *
 * @param terminal where it writes
 * @param globals what the user says to any command; filled in when the command line has been parsed
 */
public record Jangada(Terminal terminal, Globals globals) {

    /** Tells that the objects of a kind are not of one moment; not where the user wants only what is wrong. */
    public void noteRevisions(ResourceKind kind, List<String> revisions) {
        if (!globals.quiet()) {
            terminal.note(CommandMessage.TWO_REVISIONS, kind.resourceName(), String.join(", ", revisions));
        }
    }

    /** A namespace that is nowhere is most likely mistyped, and selects nothing. */
    public void warnOfUnknownNamespaces(ObjectSource... sources) {
        ObjectSource.namespacesNowhere(
                        globals.namespaces().stream().map(Glob::of).toList(), List.of(sources))
                .forEach(name -> terminal.note(CommandMessage.NO_SUCH_NAMESPACE, name));
    }
}
