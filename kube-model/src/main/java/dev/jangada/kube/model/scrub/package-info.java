/**
 * What must not travel with an object to another cluster, and which objects must not travel at all.
 *
 * <p>Knows kinds and fields of Kubernetes, and asks a source for the owner of an object; knows nothing of where objects
 * go to.
 */
@NullMarked
package dev.jangada.kube.model.scrub;

import org.jspecify.annotations.NullMarked;
