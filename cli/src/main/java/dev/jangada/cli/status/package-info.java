/** {@code jangada status}: a cluster and its backups on one page. */
@NullMarked
package dev.jangada.cli.status;

import org.jspecify.annotations.NullMarked;
