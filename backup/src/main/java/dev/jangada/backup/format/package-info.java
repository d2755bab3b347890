/** How a backup lies in a snapshot of the repository: names, documents, tags. */
@NullMarked
package dev.jangada.backup.format;

import org.jspecify.annotations.NullMarked;
