/**
 * {@code jangada demo}: a tour of the other commands on sample data.
 *
 * <p>Does not know them: it types them, as a user would. Only the sample's backups it makes itself, as a command would have to read
 * a cluster for that.
 */
@NullMarked
package dev.jangada.cli.demo;

import org.jspecify.annotations.NullMarked;
