/** Tests of dump directories, and the source in memory that they are made from. */
@NullMarked
package dev.jangada.kube.dump;

import org.jspecify.annotations.NullMarked;
