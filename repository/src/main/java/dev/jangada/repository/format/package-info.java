/**
 * The repository's documents and their bytes: ids, blobs, pack headers, index files, trees, snapshots, the configuration, and the
 * JSON in which restic writes them. No input and output here.
 */
@NullMarked
package dev.jangada.repository.format;

import org.jspecify.annotations.NullMarked;
