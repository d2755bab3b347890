/**
 * Requests to one API server as a kubeconfig's user: {@link dev.jangada.kube.cluster.client.Kubeconfig} picks the context,
 * {@link dev.jangada.kube.cluster.client.ClientSettings} is what it says about server, login, TLS and proxy,
 * {@link dev.jangada.kube.cluster.client.ApiClient} sends, {@link dev.jangada.kube.cluster.client.Retries} waits, and
 * {@link dev.jangada.kube.cluster.client.ApiProblems} says what a failure means.
 *
 * <p>Used only inside {@code kube-cluster}. Knows no kinds and no lists; the types of the HTTP library (Apache HttpClient)
 * do not leave it.
 */
@NullMarked
package dev.jangada.kube.cluster.client;

import org.jspecify.annotations.NullMarked;
