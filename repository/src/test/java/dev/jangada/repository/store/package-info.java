/** Tests of what everything runs on. */
@NullMarked
package dev.jangada.repository.store;

import org.jspecify.annotations.NullMarked;
