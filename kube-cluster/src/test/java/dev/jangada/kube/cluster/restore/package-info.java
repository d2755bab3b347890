/** Tests of restoring into real control planes. */
@NullMarked
package dev.jangada.kube.cluster.restore;

import org.jspecify.annotations.NullMarked;
