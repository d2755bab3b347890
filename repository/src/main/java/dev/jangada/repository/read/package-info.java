/**
 * Reading: snapshots, trees, files.
 */
@NullMarked
package dev.jangada.repository.read;

import org.jspecify.annotations.NullMarked;
