/** Tests of what a kubeconfig's credentials come to; what shows only in requests is tested through live sources. */
@NullMarked
package dev.jangada.kube.cluster.client;

import org.jspecify.annotations.NullMarked;
