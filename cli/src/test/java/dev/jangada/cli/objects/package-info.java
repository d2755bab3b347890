/** Tests of the commands that read objects. */
@NullMarked
package dev.jangada.cli.objects;

import org.jspecify.annotations.NullMarked;
