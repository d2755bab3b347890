package dev.jangada.settings;

import java.util.Objects;

/**
 * A value that a file gives.
 *
 * @param value as its shape has it
 * @param line where its key stands
 */
record Given(Object value, int line) {
    Given {
        Objects.requireNonNull(value);
    }
}
