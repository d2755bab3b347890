/** Tests of what stays and what goes. */
@NullMarked
package dev.jangada.backup.retention;

import org.jspecify.annotations.NullMarked;
