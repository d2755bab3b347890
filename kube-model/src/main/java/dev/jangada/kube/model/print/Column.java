package dev.jangada.kube.model.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A column of a table.
 *
 * @param header its heading, in capitals
 * @param in in which tables it is shown
 * @param cell its text for an object
 */
record Column(String header, In in, Cell cell) {

    /** The tables that a column is shown in. */
    enum In {
        ALL,
        WIDE,
        NARROW
    }

    /** The text of a column for one object, as of a moment that ages are reckoned to. */
    @FunctionalInterface
    interface Cell {
        String of(JsonNode object, Instant now);
    }

    static Column of(String header, Cell cell) {
        return new Column(header, In.ALL, cell);
    }

    static Column wide(String header, Cell cell) {
        return new Column(header, In.WIDE, cell);
    }

    /** A column whose text is another one in the wide table. */
    static Column narrow(String header, Cell cell) {
        return new Column(header, In.NARROW, cell);
    }

    boolean isShown(boolean wide) {
        return switch (in) {
            case ALL -> true;
            case WIDE -> wide;
            case NARROW -> !wide;
        };
    }
}
