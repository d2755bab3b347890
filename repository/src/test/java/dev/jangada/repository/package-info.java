/**
 * The repository: encrypted, deduplicated, compressed, in restic's format, in a directory or an S3 bucket. How it is read and
 * written is in {@code docs/design/repository.md}.
 *
 * <p>This room knows blobs, trees and snapshots; it does not know Kubernetes, nor what a backup is.
 */
@NullMarked
package dev.jangada.repository;

import org.jspecify.annotations.NullMarked;
