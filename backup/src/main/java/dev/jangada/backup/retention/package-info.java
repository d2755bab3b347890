/**
 * Which backups stay and which go: restic's policies, and the rules that never let the last good backup of a cluster go. Plain data
 * in, a plan out; this package knows no repository. Normative: {@code docs/design/retention.md}.
 */
@NullMarked
package dev.jangada.backup.retention;

import org.jspecify.annotations.NullMarked;
