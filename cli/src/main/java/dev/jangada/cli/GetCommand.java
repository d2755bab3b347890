package dev.jangada.cli;

import dev.jangada.kube.model.FieldSelector;
import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.LabelSelector;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import dev.jangada.kube.model.print.JsonPrinter;
import dev.jangada.kube.model.print.NamePrinter;
import dev.jangada.kube.model.print.ObjectPrinter;
import dev.jangada.kube.model.print.TablePrinter;
import dev.jangada.kube.model.print.YamlPrinter;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code jangada get}: objects of a source, as kubectl shows them. */
@Command(name = "get")
final class GetCommand implements Callable<Integer> {

    /** What {@code -o} takes. */
    enum Output {
        table,
        wide,
        yaml,
        json,
        name
    }

    @ParentCommand
    private JangadaCommand jangada;

    @Parameters(index = "0", paramLabel = "KIND", descriptionKey = "get.kind")
    private String kind;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME", descriptionKey = "get.names")
    private List<String> names = new ArrayList<>();

    @Mixin
    private FromOption from;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NS",
            descriptionKey = "get.namespace")
    private @Nullable String namespace;

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

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            descriptionKey = "get.output")
    private Output output = Output.table;

    @Option(names = "--show-managed-fields", descriptionKey = "get.show-managed-fields")
    private boolean showManagedFields;

    @Option(names = "--show-labels", descriptionKey = "get.show-labels")
    private boolean showLabels;

    @Option(names = "--no-headers", descriptionKey = "get.no-headers")
    private boolean noHeaders;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    GetCommand() {}

    @Override
    public Integer call() throws IOException {
        Request request = Request.of(kind, names);
        if (!request.names.isEmpty() && !(labels.isEmpty() && fields.isEmpty())) {
            throw new Problem(ExitCode.USAGE, CliMessage.GET_SELECTOR_AND_NAME);
        }
        LabelSelector byLabel = LabelSelector.of(labels);
        FieldSelector byField = FieldSelector.of(fields);
        Sources sources = jangada.sources();
        String inNamespace = namespace != null ? namespace : sources.namespace(from.source);
        try (ObjectSource source = sources.open(from.source)) {
            List<ResourceKind> kinds = source.kinds().find(request.kind);
            if (!request.names.isEmpty() && kinds.size() > 1) {
                throw new Problem(ExitCode.USAGE, CliMessage.GET_NAME_AND_MANY_KINDS, request.kind);
            }
            var shown = new Shown(source, printer(kinds.size() > 1, request.names.size() == 1 && !allNamespaces));
            ExitCode code = request.names.isEmpty() || allNamespaces
                    ? all(shown, kinds, selection(request, inNamespace).withSelectors(byLabel, byField), inNamespace)
                    : named(shown, kinds.getFirst(), request.names, inNamespace);
            shown.printer.end();
            return code.code();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** What the words on the command line ask for: {@code KIND NAME...} or {@code KIND/NAME...}. */
    private record Request(String kind, List<String> names) {

        static Request of(String first, List<String> others) {
            if (!first.contains("/")) {
                return new Request(first, others);
            }
            String kind = first.substring(0, first.indexOf('/'));
            var names = new ArrayList<String>();
            for (String word : Stream.concat(Stream.of(first), others.stream()).toList()) {
                if (!word.startsWith(kind + "/") || word.length() == kind.length() + 1) {
                    throw new Problem(ExitCode.USAGE, CliMessage.GET_NAME_MISSING, word, kind);
                }
                names.add(word.substring(kind.length() + 1));
            }
            return new Request(kind, names);
        }
    }

    private ObjectPrinter printer(boolean severalKinds, boolean single) {
        Writer out = jangada.terminal.out();
        return switch (output) {
            case table, wide ->
                new TablePrinter(
                        out,
                        new TablePrinter.Options(
                                output == Output.wide, allNamespaces, severalKinds, !noHeaders, showLabels),
                        Instant.now());
            case yaml -> new YamlPrinter(out, !single);
            case json -> new JsonPrinter(out, !single);
            case name -> new NamePrinter(out);
        };
    }

    private Selection selection(Request request, String inNamespace) {
        return Selection.ALL
                .withNamespaces(allNamespaces ? List.of() : List.of(Glob.of(inNamespace)), List.of())
                .withNames(request.names.stream().map(Glob::of).toList(), List.of());
    }

    /** Every object of some kinds. A kind that cannot be read is told, and the others are still shown. */
    private ExitCode all(Shown shown, List<ResourceKind> kinds, Selection selection, String inNamespace)
            throws IOException {
        int failed = 0;
        for (ResourceKind kind : kinds) {
            try {
                shown.begin(kind);
                // A Namespace is named by its name; -n does not narrow kinds that live outside namespaces.
                Selection wanted = kind.namespaced() ? selection : selection.withNamespaces(List.of(), List.of());
                shown.source.read(kind, wanted, shown::print);
            } catch (Problem problem) {
                failed++;
                if (kinds.size() == 1) {
                    throw problem;
                }
                jangada.terminal.note(CliMessage.GAP, kind.resourceName(), problem);
            }
        }
        if (shown.count == 0 && failed == 0) {
            nothing(kinds, inNamespace);
        }
        return failed == 0 ? ExitCode.DONE : ExitCode.INCOMPLETE;
    }

    private void nothing(List<ResourceKind> kinds, String inNamespace) {
        if (output == Output.json || output == Output.yaml) {
            return;
        }
        boolean namespaced = !allNamespaces && kinds.stream().anyMatch(ResourceKind::namespaced);
        if (namespaced) {
            jangada.terminal.note(CliMessage.GET_NOTHING_IN_NAMESPACE, from.source, inNamespace);
        } else {
            jangada.terminal.note(CliMessage.GET_NOTHING, from.source);
        }
        if (namespaced && namespace == null) {
            jangada.terminal.note(CliMessage.GET_NOTHING_HINT_ALL);
        }
    }

    /** Some objects by name. One that is not there is told, and the others are still shown. */
    private ExitCode named(Shown shown, ResourceKind kind, List<String> names, String inNamespace) throws IOException {
        ExitCode code = ExitCode.DONE;
        shown.begin(kind);
        for (String name : names) {
            String where = kind.namespaced() ? inNamespace : "";
            Optional<KubeObject> object = shown.source.get(kind, where, name);
            if (object.isPresent()) {
                shown.print(object.get());
                continue;
            }
            code = ExitCode.FAILED;
            var missing = where.isEmpty()
                    ? new Problem(code, CliMessage.GET_NOT_FOUND, from.source, kind.resourceName(), name)
                    : new Problem(
                            code, CliMessage.GET_NOT_FOUND_IN_NAMESPACE, from.source, kind.resourceName(), name, where);
            jangada.terminal.note(CliMessage.ERROR, missing.in(jangada.terminal.locale()));
        }
        return code;
    }

    /** What has been shown so far, and how. */
    private final class Shown {
        final ObjectSource source;
        final ObjectPrinter printer;
        long count;

        Shown(ObjectSource source, ObjectPrinter printer) {
            this.source = source;
            this.printer = printer;
        }

        void begin(ResourceKind kind) throws IOException {
            printer.begin(kind, definition(kind));
        }

        void print(KubeObject object) {
            try {
                printer.print(
                        showManagedFields || output == Output.table || output == Output.name ? object : plain(object));
                count++;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private KubeObject plain(KubeObject object) {
            var tree = object.tree();
            if (tree.path("metadata") instanceof com.fasterxml.jackson.databind.node.ObjectNode metadata
                    && metadata.remove("managedFields") != null) {
                return KubeObject.of(tree);
            }
            return object;
        }

        /** Where a custom kind's columns are written; without the right to read it, the table has NAME and AGE. */
        private Optional<KubeObject> definition(ResourceKind kind) {
            if ((output != Output.table && output != Output.wide)
                    || !kind.group().contains(".")) {
                return Optional.empty();
            }
            try {
                return source.kinds()
                        .find(new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition"))
                        .flatMap(definitions -> source.get(definitions, "", kind.resourceName()));
            } catch (Problem noColumns) {
                return Optional.empty();
            }
        }
    }
}
