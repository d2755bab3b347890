/** {@code jangada schedule}: backups without anybody there. */
@NullMarked
package dev.jangada.cli.schedule;

import org.jspecify.annotations.NullMarked;
