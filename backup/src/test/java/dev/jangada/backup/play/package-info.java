/** Real parts that tests of the rooms around a backup play with. */
@NullMarked
package dev.jangada.backup.play;

import org.jspecify.annotations.NullMarked;
