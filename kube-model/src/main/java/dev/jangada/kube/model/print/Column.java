package dev.jangada.kube.model.print;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A column of a table.
 *
 * @param header its heading, in capitals
 * @param wide whether it is only shown in the wide table
 * @param cell its text for an object
 */
record Column(String header, boolean wide, Cell cell) {

    /** The text of a column for one object, as of a moment that ages are reckoned to. */
    @FunctionalInterface
    interface Cell {
        String of(JsonNode object, Instant now);
    }

    static Column of(String header, Cell cell) {
        return new Column(header, false, cell);
    }

    static Column wide(String header, Cell cell) {
        return new Column(header, true, cell);
    }
}
