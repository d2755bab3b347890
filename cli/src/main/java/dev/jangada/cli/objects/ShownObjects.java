package dev.jangada.cli.objects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.GroupKind;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.print.ObjectPrinter;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The objects that {@code get} has shown so far, and how it goes on with the next. */
final class ShownObjects {

    private final ObjectSource source;
    private final ObjectPrinter printer;
    private final boolean table;
    private final boolean whole;
    private long count;

    /**
     * Nothing shown yet.
     *
     * @param table whether kinds have columns
     * @param whole whether objects are shown with their managed fields, or where nobody sees those
     */
    ShownObjects(ObjectSource source, ObjectPrinter printer, boolean table, boolean whole) {
        this.source = source;
        this.printer = printer;
        this.table = table;
        this.whole = whole;
    }

    ObjectSource source() {
        return source;
    }

    long count() {
        return count;
    }

    /** The next objects are of this kind. */
    void begin(ResourceKind kind) throws IOException {
        printer.begin(kind, definition(kind));
    }

    /**
     * Shows an object.
     *
     * @throws UncheckedIOException if that cannot be written
     */
    void print(KubeObject object) {
        try {
            printer.print(whole ? object : plain(object));
            count++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void end() throws IOException {
        printer.end();
    }

    private static KubeObject plain(KubeObject object) {
        ObjectNode tree = object.tree();
        if (tree.path("metadata") instanceof ObjectNode metadata && metadata.remove("managedFields") != null) {
            return KubeObject.of(tree);
        }
        return object;
    }

    /** Where a custom kind's columns are written; without the right to read it, the table has NAME and AGE. */
    private Optional<KubeObject> definition(ResourceKind kind) {
        if (!table || !kind.group().contains(".")) {
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
