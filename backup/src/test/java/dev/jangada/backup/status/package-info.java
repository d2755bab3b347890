/** Tests of how a cluster looks from outside. */
@NullMarked
package dev.jangada.backup.status;

import org.jspecify.annotations.NullMarked;
