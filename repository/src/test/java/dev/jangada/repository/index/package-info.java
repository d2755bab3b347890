/** Tests of the index in memory. */
@NullMarked
package dev.jangada.repository.index;

import org.jspecify.annotations.NullMarked;
