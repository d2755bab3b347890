/**
 * Content-defined chunking: where a file is cut, so that an unchanged part of a changed file is the same blob again.
 */
@NullMarked
package dev.jangada.repository.chunk;

import org.jspecify.annotations.NullMarked;
