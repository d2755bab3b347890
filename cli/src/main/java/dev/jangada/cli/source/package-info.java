/**
 * Opens what a user writes as SOURCE: a cluster, a dump, an etcd file, a backup.
 *
 * <p>Here the rooms meet that do not know each other: {@code etcd-storage} reads a file, {@code kube-storage} makes objects
 * of it. Knows no command.
 */
@NullMarked
package dev.jangada.cli.source;

import org.jspecify.annotations.NullMarked;
