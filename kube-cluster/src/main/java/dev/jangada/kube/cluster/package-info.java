/**
 * A running cluster through its API: {@link dev.jangada.kube.cluster.LiveCluster#open} makes an
 * {@link dev.jangada.kube.model.ObjectSource} of the context that a {@link dev.jangada.kube.cluster.KubeAccess} names.
 *
 * <p>Inside: {@code Kubeconfig} picks the context, {@code ApiClient} sends requests with the user's credentials,
 * {@code Discovery} learns which kinds there are, {@code KindReader} lists one kind page by page and hands the bytes of
 * each item on as they are. How a capture stays complete when pages break, and why it is shaped so, is in
 * {@code docs/design/capture.md}.
 *
 * <p>This room knows no file formats but kubeconfig's. The types of the HTTP library (Apache HttpClient) do not leave it.
 */
@NullMarked
package dev.jangada.kube.cluster;

import org.jspecify.annotations.NullMarked;
