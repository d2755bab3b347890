/**
 * Which kind comes before which, so that a file applied from top to bottom works.
 *
 * <p>Knows kinds; knows nothing of objects.
 */
@NullMarked
package dev.jangada.kube.model.order;

import org.jspecify.annotations.NullMarked;
