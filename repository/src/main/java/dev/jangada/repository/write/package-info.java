/**
 * Writing: from byte streams to blobs, packs, index files, trees and snapshots, in the order that survives a crash.
 */
@NullMarked
package dev.jangada.repository.write;

import org.jspecify.annotations.NullMarked;
