/**
 * Which blob lies where: the index of the whole repository in memory.
 */
@NullMarked
package dev.jangada.repository.index;

import org.jspecify.annotations.NullMarked;
