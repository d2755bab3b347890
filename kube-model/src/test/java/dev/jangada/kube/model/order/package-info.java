/** Tests of the order of kinds. */
@NullMarked
package dev.jangada.kube.model.order;

import org.jspecify.annotations.NullMarked;
