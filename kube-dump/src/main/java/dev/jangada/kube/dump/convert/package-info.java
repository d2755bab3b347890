/**
 * Objects of API versions that Kubernetes has removed, brought to today's where the change is mechanical: by
 * {@link dev.jangada.kube.dump.convert.VersionConverter}. What a newer version defaults differently is written out, so
 * that an object means the same after as before.
 *
 * <p>Knows the fields of Kubernetes kinds; knows neither files nor the network.
 */
@NullMarked
package dev.jangada.kube.dump.convert;

import org.jspecify.annotations.NullMarked;
