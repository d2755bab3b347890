/** Tests of what a person at a terminal sees. */
@NullMarked
package dev.jangada.cli.terminal;

import org.jspecify.annotations.NullMarked;
