/**
 * What a backup is: etcd's snapshot and every object of a cluster, in a repository. {@link dev.jangada.backup.Backups} is the
 * door; the layout is in {@code docs/design/backup.md}.
 *
 * <p>This room knows no terminal and no settings file, and does not connect to a cluster's API by itself.
 */
@NullMarked
package dev.jangada.backup;

import org.jspecify.annotations.NullMarked;
