/** Tests of the repair of the index. */
@NullMarked
package dev.jangada.repository.repair;

import org.jspecify.annotations.NullMarked;
