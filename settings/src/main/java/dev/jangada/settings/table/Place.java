package dev.jangada.settings.table;

import java.nio.file.Path;

/**
 * What paths in a settings file start from.
 *
 * @param folder the folder of the file: of relative ones
 * @param home the user's: of those that begin with {@code ~/}
 */
public record Place(Path folder, Path home) {

    /** The path that a text means; it has the form of one. */
    Path resolve(String text) {
        if (text.equals("~")) {
            return home;
        }
        return text.startsWith("~/") ? home.resolve(text.substring(2)) : folder.resolve(text);
    }
}
