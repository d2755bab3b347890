/** Tests of the tour. */
@NullMarked
package dev.jangada.cli.demo;

import org.jspecify.annotations.NullMarked;
