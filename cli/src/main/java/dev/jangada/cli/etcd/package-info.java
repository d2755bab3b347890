/**
 * The commands on etcd itself and on its files: {@code etcd status}, {@code verify}, {@code save}, {@code restore} and
 * the others.
 *
 * <p>Knows no running cluster of Kubernetes, and no other commands.
 */
@NullMarked
package dev.jangada.cli.etcd;

import org.jspecify.annotations.NullMarked;
