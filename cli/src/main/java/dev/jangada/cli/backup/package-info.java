/** {@code jangada backup}: backups, made, listed, proven, copied, exported, forgotten. */
@NullMarked
package dev.jangada.cli.backup;

import org.jspecify.annotations.NullMarked;
