/**
 * Control planes for a person to play with: what the script {@code lab/cluster} runs.
 *
 * <p>Knows the command line and the terminal; everything else is the lab's.
 */
@NullMarked
package dev.jangada.lab.play;

import org.jspecify.annotations.NullMarked;
