package dev.jangada.kube.model.print;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which columns the table of a kind has. */
final class Columns {

    /** Annotations that make a class the default one of its kind. */
    private static final Map<String, List<String>> DEFAULT_MARKS = Map.of(
            "StorageClass.storage.k8s.io",
            List.of("storageclass.kubernetes.io/is-default-class", "storageclass.beta.kubernetes.io/is-default-class"),
            "IngressClass.networking.k8s.io",
            List.of("ingressclass.kubernetes.io/is-default-class"));

    private Columns() {}

    /**
     * The columns behind NAMESPACE; the first is NAME but for events.
     *
     * @param definition the CustomResourceDefinition of the kind, if it is one and the source has it
     */
    static List<Column> of(ResourceKind kind, Column name, Optional<KubeObject> definition) {
        String key = kind.groupKind().toString();
        if (key.equals("Event")) {
            return EventCells.COLUMNS;
        }
        List<Column> rest = Stream.of(CoreColumns.BY_KIND, WorkloadColumns.BY_KIND, ClusterColumns.BY_KIND)
                .flatMap(table -> Stream.ofNullable(table.get(key)))
                .findFirst()
                .or(() -> definition.map(crd -> custom(crd.tree(), kind.version())))
                .orElse(List.of(Cells.AGE));
        return Stream.concat(Stream.of(marked(key, name)), rest.stream()).toList();
    }

    /** The name of a class, with a mark behind it if it is the default one. */
    private static Column marked(String kind, Column name) {
        List<String> marks = DEFAULT_MARKS.getOrDefault(kind, List.of());
        return Column.of(
                name.header(),
                (object, now) -> name.cell().of(object, now) + (isMarked(object, marks) ? " (default)" : ""));
    }

    private static boolean isMarked(JsonNode object, List<String> marks) {
        JsonNode annotations = object.at("/metadata/annotations");
        return marks.stream().anyMatch(mark -> annotations.path(mark).asText().equals("true"));
    }

    private static List<Column> custom(JsonNode definition, String version) {
        var columns = new ArrayList<Column>();
        for (JsonNode served : definition.at("/spec/versions")) {
            if (served.path("name").asText().equals(version)) {
                served.path("additionalPrinterColumns").forEach(column -> columns.add(CustomColumn.of(column)));
            }
        }
        return columns.isEmpty() ? List.of(Cells.AGE) : columns;
    }
}
