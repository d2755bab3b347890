/** Plain files out of a backup. */
@NullMarked
package dev.jangada.backup.export;

import org.jspecify.annotations.NullMarked;
