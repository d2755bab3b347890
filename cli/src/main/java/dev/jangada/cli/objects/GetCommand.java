package dev.jangada.cli.objects;

import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Failure;
import dev.jangada.cli.command.FromOption;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.Progress;
import dev.jangada.cli.source.ObservedSource;
import dev.jangada.cli.source.RepositoryUse;
import dev.jangada.cli.source.Sources;
import dev.jangada.kube.model.FieldSelector;
import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.LabelSelector;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Reading;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jangada get}: objects of a source, as kubectl shows them. */
@Command(name = "get")
public final class GetCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Parameters(index = "0", paramLabel = "KIND", descriptionKey = "get.kind")
    private String kind;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME", descriptionKey = "get.names")
    private List<String> names = new ArrayList<>();

    @Mixin
    private FromOption from;

    @Option(
            names = {"-A", "--all-namespaces"},
            descriptionKey = "get.all-namespaces")
    private boolean allNamespaces;

    @Option(
            names = {"-l", "--selector"},
            paramLabel = "SELECTOR",
            descriptionKey = "selection.labels")
    private String labels = "";

    @Option(names = "--field-selector", paramLabel = "SELECTOR", descriptionKey = "selection.fields")
    private String fields = "";

    @Mixin
    private RepositoryUse repository;

    @Mixin
    private GetOutput output;

    /** The command. */
    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    public GetCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        Request request = Request.of(kind, names);
        boolean named = !request.names().isEmpty();
        if (named && !(labels.isEmpty() && fields.isEmpty())) {
            throw new Problem(ExitCode.USAGE, ObjectsMessage.GET_SELECTOR_AND_NAME);
        }
        if (named && allNamespaces) {
            throw new Problem(ExitCode.USAGE, ObjectsMessage.GET_NAME_AND_ALL_NAMESPACES);
        }
        LabelSelector byLabel = LabelSelector.of(labels);
        FieldSelector byField = FieldSelector.of(fields);
        Sources sources = Sources.of(jangada, repository);
        String inNamespace = sources.namespace(from.source());
        try (ObjectSource opened = sources.openUnchecked(from.source());
                Progress progress = progress()) {
            ObjectSource source = new ObservedSource(opened, progress);
            List<ResourceKind> kinds = kinds(source, request);
            ShownObjects shown = output.begin(
                    source,
                    jangada.terminal().out(),
                    allNamespaces,
                    kinds.size() > 1,
                    request.names().size() == 1);
            var unread = new ArrayList<Gap>();
            ExitCode code = named
                    ? named(shown, request.names(), inNamespace, unread)
                    : all(shown, kinds, selection(inNamespace).withSelectors(byLabel, byField), inNamespace, unread);
            shown.end();
            boolean isCategory = kinds.size() > request.kinds().size();
            if (isCategory) {
                unread.addAll(source.coverage().gaps());
            }
            if (unread.isEmpty()) {
                return code.code();
            }
            jangada.terminal().flush();
            if (named || kinds.size() == 1) {
                unread.forEach(gap -> jangada.terminal().note(CommandMessage.ERROR, gap.why()));
            } else {
                tell(unread);
            }
            return Gaps.code(unread).code();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The table grows under a person's eyes, who needs no other progress; into a file it does not. */
    private Progress progress() {
        return jangada.terminal().outIsTerminal()
                ? Progress.none(jangada.terminal())
                : Progress.start(jangada.terminal(), jangada.globals());
    }

    /** The kinds that are asked for, each once. */
    private List<ResourceKind> kinds(ObjectSource source, Request request) {
        try {
            List<ResourceKind> kinds = request.kinds().stream()
                    .flatMap(word -> source.kinds().find(word).stream())
                    .distinct()
                    .toList();
            if (!request.names().isEmpty() && kinds.size() > request.kinds().size()) {
                throw new Problem(ExitCode.USAGE, ObjectsMessage.GET_NAME_AND_MANY_KINDS, kind);
            }
            for (ResourceKind wanted : kinds) {
                List<String> versions = source.versions(wanted.groupKind());
                if (!versions.isEmpty() && !versions.contains(wanted.version())) {
                    throw new Problem(
                            ExitCode.USAGE,
                            ObjectsMessage.GET_NO_SUCH_VERSION,
                            from.source(),
                            wanted.resourceName(),
                            wanted.version(),
                            String.join(", ", versions));
                }
            }
            return kinds;
        } catch (Problem unknown) {
            List<Gap> gaps = source.coverage().gaps();
            if (gaps.isEmpty()) {
                throw unknown;
            }
            // The kind may be among what could not be looked at.
            tell(gaps);
            throw new Problem(unknown, ExitCode.INCOMPLETE, ObjectsMessage.GET_KIND_MAY_BE_MISSING, kind);
        }
    }

    private void tell(List<Gap> gaps) {
        gaps.forEach(gap -> jangada.terminal().note(CommandMessage.GAP, gap.what(), gap.why()));
    }

    private Selection selection(String inNamespace) {
        return Selection.ALL.withNamespaces(allNamespaces ? List.of() : List.of(Glob.of(inNamespace)), List.of());
    }

    /**
     * Every object of some kinds. What cannot be read does not keep the others from being shown.
     *
     * @param unread takes the kinds of which something could not be read
     * @throws Problem if that is all that was asked for, and nothing of it could be
     */
    private ExitCode all(
            ShownObjects shown, List<ResourceKind> kinds, Selection selection, String inNamespace, List<Gap> unread)
            throws IOException {
        for (ResourceKind kind : kinds) {
            try {
                shown.begin(kind);
                // A Namespace is named by its name; -n does not narrow kinds that live outside namespaces.
                Selection wanted = kind.namespaced() ? selection : selection.withNamespaces(List.of(), List.of());
                Reading reading = shown.source().read(kind, wanted, shown::print);
                if (reading.spansRevisions()) {
                    jangada.noteRevisions(kind, reading.resourceVersions());
                }
            } catch (Problem problem) {
                if (Failure.isInterruption(problem) || (kinds.size() == 1 && shown.count() == 0)) {
                    throw problem;
                }
                unread.add(new Gap(kind.resourceName(), problem));
            }
        }
        if (shown.count() == 0 && unread.isEmpty()) {
            nothing(kinds, inNamespace);
        }
        return ExitCode.DONE;
    }

    private void nothing(List<ResourceKind> kinds, String inNamespace) {
        if (output.isForPrograms() || jangada.globals().quiet()) {
            return;
        }
        boolean namespaced = !allNamespaces && kinds.stream().anyMatch(ResourceKind::namespaced);
        if (namespaced) {
            jangada.terminal().note(ObjectsMessage.GET_NOTHING_IN_NAMESPACE, from.source(), inNamespace);
        } else {
            jangada.terminal().note(ObjectsMessage.GET_NOTHING, from.source());
        }
        if (namespaced && jangada.globals().namespaces().isEmpty()) {
            jangada.terminal().note(ObjectsMessage.GET_NOTHING_HINT_ALL);
        }
    }

    /**
     * Some objects by name. One that is not there, or cannot be read, is told, and the others are still shown.
     *
     * @param unread takes those that could not be read
     * @throws Problem if the only one cannot be read
     */
    private ExitCode named(ShownObjects shown, List<Request.Named> names, String inNamespace, List<Gap> unread)
            throws IOException {
        ExitCode code = ExitCode.DONE;
        String begun = "";
        for (Request.Named wanted : names) {
            ResourceKind kind = shown.source().kinds().find(wanted.kind()).getFirst();
            if (!wanted.kind().equals(begun)) {
                begun = wanted.kind();
                shown.begin(kind);
            }
            String where = kind.namespaced() ? inNamespace : "";
            try {
                Optional<KubeObject> object = shown.source().get(kind, where, wanted.name());
                if (object.isPresent()) {
                    shown.print(object.get());
                } else {
                    code = ExitCode.FAILED;
                    jangada.terminal().note(CommandMessage.ERROR, wanted.missing(from.source(), kind, where));
                }
            } catch (Problem problem) {
                if (Failure.isInterruption(problem) || names.size() == 1) {
                    throw problem;
                }
                unread.add(new Gap(kind.resourceName() + " " + wanted.name(), problem));
            }
        }
        return code;
    }
}
