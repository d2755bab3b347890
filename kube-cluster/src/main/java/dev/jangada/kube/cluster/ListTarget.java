package dev.jangada.kube.cluster;

import dev.jangada.kube.model.Glob;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.Selection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One list to ask a server for.
 *
 * @param path the path of the collection
 * @param query what restricts it, ready for a URL: empty, or pairs with {@code &} between
 */
record ListTarget(String path, String query) {

    /** The path of a kind's collection, or of its part in one namespace if that is not empty. */
    static String path(ResourceKind kind, String namespace) {
        String root = kind.group().isEmpty() ? "/api/" : "/apis/" + kind.group() + "/";
        String within = namespace.isEmpty() ? "" : "/namespaces/" + encoded(namespace);
        return root + kind.version() + within + "/" + kind.plural();
    }

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
            return List.of(new ListTarget(path(kind, ""), query(selection, List.of())));
        }
        return namespaces.stream()
                .map(Glob::toString)
                .distinct()
                .filter(selection::wantsNamespace)
                .map(namespace -> isNamespace
                        ? new ListTarget(path(kind, ""), query(selection, List.of("metadata.name=" + namespace)))
                        : new ListTarget(path(kind, namespace), query(selection, List.of())))
                .toList();
    }

    private static String query(Selection selection, List<String> moreFields) {
        var fields = new ArrayList<>(moreFields);
        List<Glob> names = selection.names();
        if (names.size() == 1 && names.getFirst().isLiteral()) {
            fields.add("metadata.name=" + names.getFirst());
        }
        Arrays.stream(selection.fields().toString().split(",", -1))
                .map(String::strip)
                .filter(field -> field.matches("metadata\\.(name|namespace)\\s*(=|==|!=)[^=].*"))
                .forEach(fields::add);
        var pairs = new ArrayList<String>();
        if (!selection.labels().isAll()) {
            pairs.add("labelSelector=" + encoded(selection.labels().toString()));
        }
        if (!fields.isEmpty()) {
            pairs.add("fieldSelector=" + encoded(String.join(",", fields)));
        }
        return String.join("&", pairs);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
