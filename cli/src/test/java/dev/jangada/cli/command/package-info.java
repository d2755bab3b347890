/** Tests of what all commands share. */
@NullMarked
package dev.jangada.cli.command;

import org.jspecify.annotations.NullMarked;
