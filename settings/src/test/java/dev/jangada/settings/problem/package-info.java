/** Tests of the sentences. */
@NullMarked
package dev.jangada.settings.problem;

import org.jspecify.annotations.NullMarked;
