/**
 * Kubernetes objects as Jangada sees them: an {@link dev.jangada.kube.model.KubeObject} with its
 * {@link dev.jangada.kube.model.ObjectKey}, the {@link dev.jangada.kube.model.ObjectSource} that every place objects
 * come from answers, and the {@link dev.jangada.kube.model.Selection} of what a user wants of it.
 *
 * <p>The rooms below this package: {@code order} (which kind comes before which), {@code scrub} (what must not travel),
 * {@code compare} (normal form and differences), {@code print} (tables, JSON, YAML).
 *
 * <p>This room does no I/O: it knows neither files nor the network nor the terminal.
 */
@NullMarked
package dev.jangada.kube.model;

import org.jspecify.annotations.NullMarked;
