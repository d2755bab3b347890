package dev.jangada.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The JSON Schema (draft 7) of {@code jangada.yaml}, by which editors complete and check. It ships in this room. */
public final class SettingsSchema {

    /** The name that the schema has beside a settings file. */
    public static final String FILE = "jangada.schema.json";

    private SettingsSchema() {}

    /** The schema's text. */
    public static String text() {
        try (InputStream in = Objects.requireNonNull(SettingsSchema.class.getResourceAsStream(FILE), FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
