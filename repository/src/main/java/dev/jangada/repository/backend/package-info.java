/**
 * Where a repository's files lie: the contract of a {@link dev.jangada.repository.backend.Backend}, a local directory, and what
 * is laid over any backend: trying again, and a cache. Nothing here knows what is in the files.
 */
@NullMarked
package dev.jangada.repository.backend;

import org.jspecify.annotations.NullMarked;
