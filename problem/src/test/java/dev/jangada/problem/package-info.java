/** The test of message bundles that every room extends, and the tests of this room. */
@NullMarked
package dev.jangada.problem;

import org.jspecify.annotations.NullMarked;
