/**
 * What every command is given and shares: the options for all of them, settings, progress, how a failure is told.
 *
 * <p>Knows no source: where objects come from is for {@code source}; and no command.
 */
@NullMarked
package dev.jangada.cli.command;

import org.jspecify.annotations.NullMarked;
