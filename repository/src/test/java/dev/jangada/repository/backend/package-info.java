/** Tests of backends: one contract for all of them. */
@NullMarked
package dev.jangada.repository.backend;

import org.jspecify.annotations.NullMarked;
