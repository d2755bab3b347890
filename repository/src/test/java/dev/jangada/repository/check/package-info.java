/** Tests of checks: what is damaged is found. */
@NullMarked
package dev.jangada.repository.check;

import org.jspecify.annotations.NullMarked;
