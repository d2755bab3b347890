package dev.jangada.cli.command;

import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A selection as the options of the command line that would make it: short, exact, and the same in every language. */
public final class SelectionWords {

    private SelectionWords() {}

    /** The options and their values, one word after the other; none for everything. */
    public static List<String> of(Selection selection) {
        var words = new ArrayList<String>();
        add(words, "-n", selection.namespaces());
        add(words, "--exclude-namespaces", selection.exceptNamespaces());
        add(words, "--include-kinds", selection.kinds());
        add(words, "--exclude-kinds", selection.exceptKinds());
        add(words, "--include-names", selection.names());
        add(words, "--exclude-names", selection.exceptNames());
        if (!selection.labels().isAll()) {
            words.addAll(List.of("-l", selection.labels().toString()));
        }
        if (!selection.fields().isAll()) {
            words.addAll(List.of("--field-selector", selection.fields().toString()));
        }
        return words;
    }

    private static void add(List<String> words, String option, List<Glob> globs) {
        if (!globs.isEmpty()) {
            words.addAll(List.of(option, globs.stream().map(Glob::toString).collect(Collectors.joining(","))));
        }
    }
}
