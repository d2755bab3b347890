package dev.jangada.settings;

import dev.jangada.settings.table.TimeSpans;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A value as a text for readers. */
final class GivenText {

    private GivenText() {}

    static String of(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(GivenText::item).collect(Collectors.joining(", ", "[", "]"));
            case Optional<?> path -> path.map(String::valueOf).orElse("none");
            case Duration span -> TimeSpans.text(span);
            default -> String.valueOf(value);
        };
    }

    private static String item(Object item) {
        String text = String.valueOf(item);
        return text.matches("[^\\s,\\[\\]'\"]+") ? text : "'" + text.replace("'", "''") + "'";
    }
}
