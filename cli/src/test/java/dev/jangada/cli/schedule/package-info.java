/** Tests of the room of the same name. */
@NullMarked
package dev.jangada.cli.schedule;

import org.jspecify.annotations.NullMarked;
