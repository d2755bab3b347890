/** A backup as a source of objects, and the history of one object across backups. */
@NullMarked
package dev.jangada.backup.read;

import org.jspecify.annotations.NullMarked;
