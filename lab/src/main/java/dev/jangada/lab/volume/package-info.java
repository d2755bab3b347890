/**
 * Stands in for what makes and deletes the data behind PersistentVolumes, so that tests can count what would have been
 * lost.
 *
 * <p>This room knows PersistentVolumes, claims and classes; what binds and releases them is the real
 * kube-controller-manager.
 */
@NullMarked
package dev.jangada.lab.volume;

import org.jspecify.annotations.NullMarked;
