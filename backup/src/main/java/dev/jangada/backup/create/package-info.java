/** Making a backup. */
@NullMarked
package dev.jangada.backup.create;

import org.jspecify.annotations.NullMarked;
