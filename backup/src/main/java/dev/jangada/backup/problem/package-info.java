/** The sentences of this room. */
@NullMarked
package dev.jangada.backup.problem;

import org.jspecify.annotations.NullMarked;
