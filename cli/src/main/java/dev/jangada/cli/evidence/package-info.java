/** {@code jangada backup evidence}: what is known of backups; and the options that say which ones stay. */
@NullMarked
package dev.jangada.cli.evidence;

import org.jspecify.annotations.NullMarked;
