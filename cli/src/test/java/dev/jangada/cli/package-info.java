/**
 * Tests of the command line: what a user types, what they see, how the process ends; and
 * what tests of commands share.
 */
@NullMarked
package dev.jangada.cli;

import org.jspecify.annotations.NullMarked;
