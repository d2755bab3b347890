/**
 * The commands that read objects and write to no cluster: {@code get}, {@code diff}, {@code dump}, {@code history}.
 *
 * <p>Knows no other commands.
 */
@NullMarked
package dev.jangada.cli.objects;

import org.jspecify.annotations.NullMarked;
