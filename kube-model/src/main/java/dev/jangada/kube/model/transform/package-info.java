/**
 * What a restore changes in an object on its way to another cluster: rules that a user writes, other namespaces, other
 * nodes, and workloads that must not start yet.
 *
 * <p>Knows kinds and fields of Kubernetes, as {@code docs/design/transform.md} lists them; knows nothing of files,
 * sources, or the cluster that an object goes to.
 */
@NullMarked
package dev.jangada.kube.model.transform;

import org.jspecify.annotations.NullMarked;
