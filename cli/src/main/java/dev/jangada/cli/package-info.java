/**
 * Commands, progress and exit codes: what a person or a script at a terminal meets.
 *
 * <p>A command reads its options, asks the rooms below for the work, and prints; it holds no rule of its own about
 * objects, clusters or files.
 */
@NullMarked
package dev.jangada.cli;

import org.jspecify.annotations.NullMarked;
