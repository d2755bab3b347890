package dev.jangada.cli.command;

import dev.jangada.kube.model.FieldSelector;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.LabelSelector;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Which objects are meant, for commands that work on many kinds. Globs; each option may be repeated or hold commas. */
public final class SelectionOptions {

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

    /**
     * What the options mean for some sources. Namespaces do not hold back cluster-scoped objects: a dump of one wants its
     * volumes and roles too.
     *
     * @param only the namespaces that are wanted, empty for all
     * @throws Problem if a selector cannot be understood, or no source has a kind that is named
     */
    public Selection selection(List<String> only, ObjectSource... sources) {
        return Selection.ALL
                .withKinds(kindGlobs(kinds, sources), kindGlobs(exceptKinds, sources))
                .withNamespaces(globs(only), globs(exceptNamespaces))
                .withNames(globs(names), globs(exceptNames))
                .withSelectors(LabelSelector.of(labels), FieldSelector.of(fields));
    }

    /** A word that fits no kind would select nothing, and a mistyped one that excludes would let through: both refused. */
    private static List<Glob> kindGlobs(List<String> words, ObjectSource... sources) {
        var globs = new ArrayList<Glob>();
        for (Glob glob : globs(words)) {
            if (glob.isLiteral()) {
                kinds(glob.toString(), sources).forEach(kind -> globs.add(Glob.of(kind.resourceName())));
            } else if (Stream.of(sources)
                    .flatMap(source -> source.kinds().all().stream())
                    .noneMatch(Selection.ALL.withKinds(List.of(glob), List.of())::wants)) {
                throw new Problem(ExitCode.USAGE, CommandMessage.NO_KIND_FITS, glob);
            } else {
                globs.add(glob);
            }
        }
        return globs;
    }

    private static List<ResourceKind> kinds(String word, ObjectSource... sources) {
        Problem unknown = null;
        for (ObjectSource source : sources) {
            try {
                return source.kinds().find(word);
            } catch (Problem problem) {
                unknown = problem;
            }
        }
        throw Objects.requireNonNull(unknown);
    }

    private static List<Glob> globs(List<String> words) {
        return words.stream()
                .flatMap(word -> Stream.of(word.split(",", -1)))
                .filter(word -> !word.isEmpty())
                .map(Glob::of)
                .toList();
    }
}
