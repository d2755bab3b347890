/** Tests of locks. */
@NullMarked
package dev.jangada.repository.lock;

import org.jspecify.annotations.NullMarked;
