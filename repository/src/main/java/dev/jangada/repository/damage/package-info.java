/**
 * Why something is not what it should be, told in the reader's language.
 */
@NullMarked
package dev.jangada.repository.damage;

import org.jspecify.annotations.NullMarked;
