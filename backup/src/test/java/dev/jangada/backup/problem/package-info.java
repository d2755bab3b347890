/** Tests of the sentences. */
@NullMarked
package dev.jangada.backup.problem;

import org.jspecify.annotations.NullMarked;
