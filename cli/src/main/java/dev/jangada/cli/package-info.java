/**
 * Commands, progress and exit codes: what a person or a script at a terminal meets.
 *
 * <p>This package is the process: {@link dev.jangada.cli.Main}, and the command line that names every command. A command
 * reads its options, asks the rooms below for the work, and prints; it holds no rule of its own about objects, clusters or
 * files. The commands lie in packages of their own, each with its sentences; what they share lies in {@code terminal},
 * {@code command} and {@code source}, each of which knows only those before it.
 */
@NullMarked
package dev.jangada.cli;

import org.jspecify.annotations.NullMarked;
