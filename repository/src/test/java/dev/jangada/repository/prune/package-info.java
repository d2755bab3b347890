/** Tests of pruning. */
@NullMarked
package dev.jangada.repository.prune;

import org.jspecify.annotations.NullMarked;
