/**
 * What became of backups: verified, restored, rehearsed. Each result is a small snapshot of its own in the same repository, so that any
 * workstation can answer when a restore was last rehearsed. Normative: {@code docs/design/retention.md}.
 */
@NullMarked
package dev.jangada.backup.evidence;

import org.jspecify.annotations.NullMarked;
