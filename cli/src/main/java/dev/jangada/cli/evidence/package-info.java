/** {@code jangada backup evidence} and {@code backup forget}: what is known of backups, and which ones go. */
@NullMarked
package dev.jangada.cli.evidence;

import org.jspecify.annotations.NullMarked;
