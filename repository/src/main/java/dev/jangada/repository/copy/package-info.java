/**
 * Copying snapshots from one repository to another.
 */
@NullMarked
package dev.jangada.repository.copy;

import org.jspecify.annotations.NullMarked;
