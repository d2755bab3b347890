/**
 * The sentences of this room.
 */
@NullMarked
package dev.jangada.repository.problem;

import org.jspecify.annotations.NullMarked;
