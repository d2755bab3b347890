/**
 * How a cluster and its backups are, as seen from outside and without SSH: the API server, nodes, etcd, certificates, the newest good
 * backup. Plain data and findings; this package prints nothing, and is given the connections that it asks through.
 */
@NullMarked
package dev.jangada.backup.status;

import org.jspecify.annotations.NullMarked;
