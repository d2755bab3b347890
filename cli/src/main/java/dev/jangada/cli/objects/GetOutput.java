package dev.jangada.cli.objects;

import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.print.JsonPrinter;
import dev.jangada.kube.model.print.NamePrinter;
import dev.jangada.kube.model.print.ObjectPrinter;
import dev.jangada.kube.model.print.TablePrinter;
import dev.jangada.kube.model.print.YamlPrinter;
import java.io.Writer;
import java.time.Instant;
import picocli.CommandLine.Option;

/** How {@code get} shows objects. */
final class GetOutput {

    /** What {@code -o} takes. */
    enum Format {
        table,
        wide,
        yaml,
        json,
        name
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            descriptionKey = "get.output")
    private Format format = Format.table;

    @Option(names = "--show-managed-fields", descriptionKey = "get.show-managed-fields")
    private boolean showManagedFields;

    @Option(names = "--show-labels", descriptionKey = "get.show-labels")
    private boolean showLabels;

    @Option(names = "--no-headers", descriptionKey = "get.no-headers")
    private boolean noHeaders;

    /** Whether a program reads it, which an empty list tells enough. */
    boolean isForPrograms() {
        return format == Format.json || format == Format.yaml;
    }

    /**
     * Begins to show.
     *
     * @param namespaces whether a table tells the namespaces
     * @param severalKinds whether a table tells the kinds
     * @param single whether one object stands by itself, not in a list
     */
    ShownObjects begin(ObjectSource source, Writer out, boolean namespaces, boolean severalKinds, boolean single) {
        ObjectPrinter printer = switch (format) {
            case table, wide ->
                new TablePrinter(
                        out,
                        new TablePrinter.Options(
                                format == Format.wide, namespaces, severalKinds, !noHeaders, showLabels),
                        Instant.now());
            case yaml -> new YamlPrinter(out, !single);
            case json -> new JsonPrinter(out, !single);
            case name -> new NamePrinter(out);
        };
        boolean whole = showManagedFields || format == Format.table || format == Format.name;
        return new ShownObjects(source, printer, format == Format.table || format == Format.wide, whole);
    }
}
