/** Tests of the words for damage. */
@NullMarked
package dev.jangada.repository.damage;

import org.jspecify.annotations.NullMarked;
