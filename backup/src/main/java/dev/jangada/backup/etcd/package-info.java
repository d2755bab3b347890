/** etcd's snapshot as this room needs it: taken into a file without a name, checked, read as a source. */
@NullMarked
package dev.jangada.backup.etcd;

import org.jspecify.annotations.NullMarked;
