/** Tests of the room of the same name. */
@NullMarked
package dev.jangada.cli.evidence;

import org.jspecify.annotations.NullMarked;
