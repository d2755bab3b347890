/** Proving that a backup is what its manifest says. */
@NullMarked
package dev.jangada.backup.verify;

import org.jspecify.annotations.NullMarked;
