/**
 * What a person at a terminal sees and types: streams, colours, columns, numbers.
 *
 * <p>Knows nothing of commands, options, Kubernetes or etcd.
 */
@NullMarked
package dev.jangada.cli.terminal;

import org.jspecify.annotations.NullMarked;
