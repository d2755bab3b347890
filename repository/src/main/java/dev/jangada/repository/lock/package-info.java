/**
 * Locks: who works on the repository, and who must wait.
 */
@NullMarked
package dev.jangada.repository.lock;

import org.jspecify.annotations.NullMarked;
