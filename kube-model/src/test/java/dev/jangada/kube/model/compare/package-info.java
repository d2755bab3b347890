/** Tests of the normal form and of differences. */
@NullMarked
package dev.jangada.kube.model.compare;

import org.jspecify.annotations.NullMarked;
