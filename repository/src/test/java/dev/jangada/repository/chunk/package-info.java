/** Tests of the chunker. */
@NullMarked
package dev.jangada.repository.chunk;

import org.jspecify.annotations.NullMarked;
