package dev.jangada.kube.model.print;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.KubeObject;
import dev.jangada.kube.model.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which columns the table of a kind has. */
final class Columns {

    private static final int WIDE_PRIORITY = 0;

    private Columns() {}

    /**
     * The columns behind NAMESPACE; the first is NAME but for events.
     *
     * @param definition the CustomResourceDefinition of the kind, if it is one and the source has it
     */
    static List<Column> of(ResourceKind kind, Column name, Optional<KubeObject> definition) {
        String key = kind.groupKind().toString();
        if (key.equals("Event")) {
            return CoreColumns.EVENT;
        }
        List<Column> rest = Stream.of(CoreColumns.BY_KIND, WorkloadColumns.BY_KIND, ClusterColumns.BY_KIND)
                .flatMap(table -> Stream.ofNullable(table.get(key)))
                .findFirst()
                .or(() -> definition.map(crd -> custom(crd.tree(), kind.version())))
                .orElse(List.of(Cells.AGE));
        return Stream.concat(Stream.of(name), rest.stream()).toList();
    }

    private static List<Column> custom(JsonNode definition, String version) {
        var columns = new ArrayList<Column>();
        for (JsonNode served : definition.at("/spec/versions")) {
            if (served.path("name").asText().equals(version)) {
                served.path("additionalPrinterColumns").forEach(column -> columns.add(custom(column)));
            }
        }
        return columns.isEmpty() ? List.of(Cells.AGE) : columns;
    }

    private static Column custom(JsonNode definition) {
        JsonPath path = JsonPath.of(definition.path("jsonPath").asText());
        boolean date = definition.path("type").asText().equals("date");
        return new Column(
                definition.path("name").asText().toUpperCase(Locale.ROOT),
                definition.path("priority").asInt(0) > WIDE_PRIORITY,
                (object, now) -> path.find(object)
                        .limit(date ? 1 : Long.MAX_VALUE)
                        .map(value -> text(value, date, now))
                        .collect(Collectors.joining(",")));
    }

    private static String text(JsonNode value, boolean date, Instant now) {
        if (date) {
            return Cells.age(value, now);
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
