/** The tests of this room. */
@NullMarked
package dev.jangada.kube.model.transform;

import org.jspecify.annotations.NullMarked;
