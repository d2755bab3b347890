/**
 * Objects as text: kubectl's tables, JSON and YAML.
 *
 * <p>Columns are worked out here from the objects, so that a dump prints as a living cluster does; a cluster's own
 * tables are not asked for. Knows nothing of where objects come from; writes to any {@link java.io.Writer}.
 */
@NullMarked
package dev.jangada.kube.model.print;

import org.jspecify.annotations.NullMarked;
