/** Tests of the sentences. */
@NullMarked
package dev.jangada.repository.problem;

import org.jspecify.annotations.NullMarked;
