/** The commands on backups, against a real cluster and the real restic. */
@NullMarked
package dev.jangada.cli.backup;

import org.jspecify.annotations.NullMarked;
