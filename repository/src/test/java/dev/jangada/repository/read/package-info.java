/** Tests of reading. */
@NullMarked
package dev.jangada.repository.read;

import org.jspecify.annotations.NullMarked;
