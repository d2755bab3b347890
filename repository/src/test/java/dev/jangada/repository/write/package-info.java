/** Tests of writing. */
@NullMarked
package dev.jangada.repository.write;

import org.jspecify.annotations.NullMarked;
