/**
 * {@code jangada demo}: a tour of the other commands on sample data.
 *
 * <p>Does not know them: it types them, as a user would.
 */
@NullMarked
package dev.jangada.cli.demo;

import org.jspecify.annotations.NullMarked;
