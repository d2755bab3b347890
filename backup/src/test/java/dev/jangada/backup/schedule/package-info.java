/** Tests of what runs backups without anybody there. */
@NullMarked
package dev.jangada.backup.schedule;

import org.jspecify.annotations.NullMarked;
