/** Tests of what a user writes as SOURCE. */
@NullMarked
package dev.jangada.cli.source;

import org.jspecify.annotations.NullMarked;
