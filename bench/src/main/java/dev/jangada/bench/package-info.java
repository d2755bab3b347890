/**
 * The figures of the design, each measured beside its peer or limit in the same run on the same machine.
 *
 * <p>Started by {@code bench/run}; nothing here is a test and nothing ships. May use every room and the lab.
 */
@NullMarked
package dev.jangada.bench;

import org.jspecify.annotations.NullMarked;
