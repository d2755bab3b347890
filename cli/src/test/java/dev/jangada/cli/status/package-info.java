/** Tests of the room of the same name. */
@NullMarked
package dev.jangada.cli.status;

import org.jspecify.annotations.NullMarked;
