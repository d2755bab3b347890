package dev.jangada.kube.cluster;

import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One list to ask a server for.
 *
 * @param path the path of the collection
 * @param labels the label selector that restricts it, empty for none
 * @param fields the field selector that restricts it, empty for none
 */
record ListTarget(String path, String labels, String fields) {

    /**
     * The lists that together hold every object of a kind that is selected, and as little else as the server can leave
     * out: a list per namespace where namespaces are written out, the label selector, and the fields that every kind
     * can be selected by.
     */
    static List<ListTarget> of(ResourceKind kind, Selection selection) {
        List<Glob> namespaces = selection.namespaces();
        boolean literal = !namespaces.isEmpty() && namespaces.stream().allMatch(Glob::isLiteral);
        boolean isNamespace = kind.group().isEmpty() && kind.kind().equals("Namespace");
        if (!literal || (!kind.namespaced() && !isNamespace)) {
            return List.of(target(ResourcePath.collection(kind, ""), kind, selection, List.of()));
        }
        return namespaces.stream()
                .map(Glob::toString)
                .distinct()
                .filter(selection::wantsNamespace)
                .map(namespace -> isNamespace
                        ? target(
                                ResourcePath.collection(kind, ""),
                                kind,
                                selection,
                                List.of("metadata.name=" + namespace))
                        : target(ResourcePath.collection(kind, namespace), kind, selection, List.of()))
                .toList();
    }

    private static ListTarget target(String path, ResourceKind kind, Selection selection, List<String> moreFields) {
        var fields = new ArrayList<>(moreFields);
        List<Glob> names = selection.names();
        if (names.size() == 1 && names.getFirst().isLiteral()) {
            fields.add("metadata.name=" + names.getFirst());
        }
        // A cluster-scoped kind refuses to be asked for a namespace.
        String known = kind.namespaced() ? "(name|namespace)" : "name";
        Arrays.stream(selection.fields().toString().split(",", -1))
                .map(String::strip)
                .filter(field -> field.matches("metadata\\." + known + "\\s*(=|==|!=)[^=].*"))
                .forEach(fields::add);
        String labels = selection.labels().isAll() ? "" : selection.labels().toString();
        return new ListTarget(path, labels, String.join(",", fields));
    }

    /** The same, with everything in it that the fields would leave out. */
    ListTarget withoutFields() {
        return new ListTarget(path, labels, "");
    }

    /** What restricts it, ready for a URL: empty, or pairs with {@code &} between. */
    String query() {
        var pairs = new ArrayList<String>();
        if (!labels.isEmpty()) {
            pairs.add("labelSelector=" + ResourcePath.encoded(labels));
        }
        if (!fields.isEmpty()) {
            pairs.add("fieldSelector=" + ResourcePath.encoded(fields));
        }
        return String.join("&", pairs);
    }
}
