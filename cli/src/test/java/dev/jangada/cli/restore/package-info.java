/** Tests of the commands that change a cluster, most of them on clusters of their own. */
@NullMarked
package dev.jangada.cli.restore;

import org.jspecify.annotations.NullMarked;
