/** Objects of a real cluster, for tests. */
@NullMarked
package dev.jangada.kube.model.sample;

import org.jspecify.annotations.NullMarked;
