package dev.jangada.settings.yaml;

import java.math.BigInteger;
import java.util.List;

/** A value, and the line that it begins in; the first line of a file is 1. */
public sealed interface YamlValue {

    /** The line that the value begins in. */
    int line();

    /** A text. */
    record Text(String text, int line) implements YamlValue {}

    /** A whole number, and how it was written. */
    record Whole(BigInteger value, String text, int line) implements YamlValue {}

    /** A truth value or a number with a fraction, as it was written: no setting is one. */
    record Other(String text, int line) implements YamlValue {}

    /** A key whose value was left away, or {@code null}. */
    record Nothing(int line) implements YamlValue {}

    /** A reference to something that stands elsewhere in the file. */
    record Alias(int line) implements YamlValue {}

    /** A list. */
    record Items(List<YamlValue> items, int line) implements YamlValue {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A map; a key may be in it twice. */
    record Fields(List<Field> fields, int line) implements YamlValue {
        public Fields {
            fields = List.copyOf(fields);
        }
    }

    /** A key, its line, and its value. */
    record Field(String name, int line, YamlValue value) {}
}
