/** Tests of evidence. */
@NullMarked
package dev.jangada.backup.evidence;

import org.jspecify.annotations.NullMarked;
