/**
 * Forgetting snapshots and giving back the room that nothing needs any more.
 */
@NullMarked
package dev.jangada.repository.prune;

import org.jspecify.annotations.NullMarked;
