/** Backups of real clusters. */
@NullMarked
package dev.jangada.backup;

import org.jspecify.annotations.NullMarked;
