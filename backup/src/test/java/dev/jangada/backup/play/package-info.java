/** What tests of backups play with. */
@NullMarked
package dev.jangada.backup.play;

import org.jspecify.annotations.NullMarked;
