/** Tests of what travels. */
@NullMarked
package dev.jangada.kube.model.scrub;

import org.jspecify.annotations.NullMarked;
