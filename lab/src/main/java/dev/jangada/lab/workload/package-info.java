/**
 * Believable clusters of any size, the same for the same seed: {@link dev.jangada.lab.workload.Workload} says which
 * objects, {@link dev.jangada.lab.workload.WorkloadLoader} and {@link dev.jangada.lab.workload.BulkLoader} put them
 * into a control plane, {@link dev.jangada.lab.workload.Mutations} change some of them.
 *
 * <p>Knows what Kubernetes accepts; knows nothing of what Jangada does with it.
 */
@NullMarked
package dev.jangada.lab.workload;

import org.jspecify.annotations.NullMarked;
