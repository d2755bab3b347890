package dev.jangada.kube.model.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The columns of events, which begin with their time, not with their name. An event of group events.k8s.io has the same
 * fields under other names.
 *
 * <p>The rules are those of {@code printEvent} in Kubernetes' pkg/printers/internalversion.
 */
final class EventCells {

    static final List<Column> COLUMNS = List.of(
            Column.of("LAST SEEN", EventCells::lastSeen),
            Column.of("TYPE", Cells.at("/type", "")),
            Column.of("REASON", Cells.at("/reason", "")),
            Column.of("OBJECT", (event, now) -> about(event)),
            Column.wide("SUBOBJECT", (event, now) -> first(event, "/involvedObject/fieldPath", "/regarding/fieldPath")),
            Column.wide("SOURCE", (event, now) -> source(event)),
            Column.of(
                    "MESSAGE", (event, now) -> first(event, "/message", "/note").strip()),
            Column.wide("FIRST SEEN", EventCells::firstSeen),
            Column.wide("COUNT", (event, now) -> count(event)),
            Column.wide("NAME", Cells.at("/metadata/name", "")));

    private EventCells() {}

    private static String lastSeen(JsonNode event, Instant now) {
        if (event.path("series").isObject()) {
            return Cells.age(event.at("/series/lastObservedTime"), now);
        }
        String last = first(event, "/lastTimestamp", "/deprecatedLastTimestamp");
        return last.isEmpty() ? firstSeen(event, now) : Cells.age(last, now);
    }

    private static String firstSeen(JsonNode event, Instant now) {
        return Cells.age(first(event, "/firstTimestamp", "/deprecatedFirstTimestamp", "/eventTime"), now);
    }

    private static String about(JsonNode event) {
        String kind = first(event, "/involvedObject/kind", "/regarding/kind").toLowerCase(Locale.ROOT);
        String name = first(event, "/involvedObject/name", "/regarding/name");
        return name.isEmpty() ? kind : kind + "/" + name;
    }

    private static String source(JsonNode event) {
        String component = first(
                event,
                "/source/component",
                "/deprecatedSource/component",
                "/reportingComponent",
                "/reportingController");
        String instance = first(event, "/source/host", "/deprecatedSource/host", "/reportingInstance");
        return instance.isEmpty() ? component : component + ", " + instance;
    }

    /** An event that is not part of a series, and does not count, happened once. */
    private static String count(JsonNode event) {
        if (event.path("series").isObject()) {
            return Integer.toString(event.at("/series/count").asInt());
        }
        String count = first(event, "/count", "/deprecatedCount");
        return count.isEmpty() || count.equals("0") ? "1" : count;
    }

    private static String first(JsonNode event, String... pointers) {
        return Stream.of(pointers)
                .map(pointer -> event.at(pointer).asText(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }
}
