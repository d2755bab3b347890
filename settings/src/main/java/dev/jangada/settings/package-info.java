/**
 * {@code jangada.yaml}: read, checked, described. Begin with {@link dev.jangada.settings.SettingsFile}, which reads a file into
 * {@link dev.jangada.settings.Settings}, and with the table of all keys, {@link dev.jangada.settings.table.Setting}, that parser,
 * JSON Schema, template and {@code docs/design/settings.md} come from.
 *
 * <p>This room knows what other rooms take; those do not know the file.
 */
@NullMarked
package dev.jangada.settings;

import org.jspecify.annotations.NullMarked;
