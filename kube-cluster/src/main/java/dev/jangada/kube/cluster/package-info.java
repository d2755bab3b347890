/**
 * A running cluster through its API: {@link dev.jangada.kube.cluster.LiveCluster#open} makes an
 * {@link dev.jangada.kube.model.ObjectSource} of the context that a {@link dev.jangada.kube.cluster.KubeAccess} names.
 *
 * <p>Inside: {@code Discovery} learns which kinds there are, {@code KindReader} lists one kind and hands the bytes of each
 * item on as they are; requests are sent by {@link dev.jangada.kube.cluster.client}. How a capture stays complete when pages
 * break, and why it is shaped so, is in {@code docs/design/capture.md}.
 *
 * <p>This room knows no file formats.
 */
@NullMarked
package dev.jangada.kube.cluster;

import org.jspecify.annotations.NullMarked;
