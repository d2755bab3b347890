/**
 * Checking: what is damaged, what that affects, and what can still be read.
 */
@NullMarked
package dev.jangada.repository.check;

import org.jspecify.annotations.NullMarked;
