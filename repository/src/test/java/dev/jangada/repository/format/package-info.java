/** Tests of the documents' bytes. */
@NullMarked
package dev.jangada.repository.format;

import org.jspecify.annotations.NullMarked;
