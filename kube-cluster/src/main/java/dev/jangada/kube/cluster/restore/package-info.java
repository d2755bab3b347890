/**
 * Brings the objects of a source into a running cluster: a {@link dev.jangada.kube.cluster.restore.Planner} writes a
 * {@link dev.jangada.kube.cluster.restore.Plan}, a {@link dev.jangada.kube.cluster.restore.Applier} executes exactly that
 * and journals every write. The order, what must not come back, and what is done when a plan and a cluster no longer agree
 * are in {@code docs/design/restore.md}.
 *
 * <p>This room knows the formats of plans and journals and no others: where the overwritten objects are saved, and how
 * old versions are converted, is given to it.
 */
@NullMarked
package dev.jangada.kube.cluster.restore;

import org.jspecify.annotations.NullMarked;
