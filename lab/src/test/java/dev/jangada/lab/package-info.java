/** Tests of the lab itself. */
@NullMarked
package dev.jangada.lab;

import org.jspecify.annotations.NullMarked;
