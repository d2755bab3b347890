/**
 * Backups without anybody there: units and timers for systemd, a line for cron, one run at a time, what came of it as a file, as
 * Prometheus text, and as a call of the user's program. This package has no terminal and asks nothing. Normative:
 * {@code docs/design/retention.md}.
 */
@NullMarked
package dev.jangada.backup.schedule;

import org.jspecify.annotations.NullMarked;
