package dev.jangada.cli;

import dev.jangada.kube.model.FieldSelector;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.LabelSelector;
import dev.jangada.kube.model.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which objects are meant, for commands that work on many kinds. Globs; each option may be repeated or hold commas. */
final class SelectionOptions {

    @Option(
            names = {"-n", "--namespace"},
            split = ",",
            paramLabel = "NS",
            descriptionKey = "selection.namespace")
    List<String> namespaces = new ArrayList<>();

    @Option(
            names = "--exclude-namespaces",
            split = ",",
            paramLabel = "NS",
            descriptionKey = "selection.exclude-namespaces")
    List<String> exceptNamespaces = new ArrayList<>();

    @Option(names = "--include-kinds", split = ",", paramLabel = "KIND", descriptionKey = "selection.include-kinds")
    List<String> kinds = new ArrayList<>();

    @Option(names = "--exclude-kinds", split = ",", paramLabel = "KIND", descriptionKey = "selection.exclude-kinds")
    List<String> exceptKinds = new ArrayList<>();

    @Option(names = "--include-names", split = ",", paramLabel = "NAME", descriptionKey = "selection.include-names")
    List<String> names = new ArrayList<>();

    @Option(names = "--exclude-names", split = ",", paramLabel = "NAME", descriptionKey = "selection.exclude-names")
    List<String> exceptNames = new ArrayList<>();

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            descriptionKey = "selection.labels")
    String labels = "";

    @Option(names = "--field-selector", paramLabel = "SELECTOR", descriptionKey = "selection.fields")
    String fields = "";

    /** Namespaces do not hold back cluster-scoped objects: a dump of one wants its volumes and roles too. */
    Selection selection() {
        return Selection.ALL
                .withKinds(globs(kinds), globs(exceptKinds))
                .withNamespaces(globs(namespaces), globs(exceptNamespaces))
                .withNames(globs(names), globs(exceptNames))
                .withSelectors(LabelSelector.of(labels), FieldSelector.of(fields));
    }

    private static List<Glob> globs(List<String> words) {
        return words.stream()
                .flatMap(word -> Stream.of(word.split(",", -1)))
                .filter(word -> !word.isEmpty())
                .map(Glob::of)
                .toList();
    }
}
