/** {@code jangada backup}: what there is to do with backups. */
@NullMarked
package dev.jangada.cli.backup;

import org.jspecify.annotations.NullMarked;
