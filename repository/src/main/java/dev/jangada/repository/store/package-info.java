/**
 * The repository's files with the repository's key: documents in and out, and the bounded threads that everything runs on.
 */
@NullMarked
package dev.jangada.repository.store;

import org.jspecify.annotations.NullMarked;
