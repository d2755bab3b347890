/**
 * The guide's three files, {@code nodes.json}, {@code ns.json} and {@code cluster-dump.json}, and {@code dump.json} that
 * says what they cover: written from any source by {@link dev.jangada.kube.dump.DumpWriter}, read as a source by
 * {@link dev.jangada.kube.dump.DumpSource}. The format is in {@code docs/design/dump-format.md}.
 *
 * <p>{@code convert} brings objects of API versions that Kubernetes has removed to today's.
 *
 * <p>This room knows files; it does not know the network, nor the terminal.
 */
@NullMarked
package dev.jangada.kube.dump;

import org.jspecify.annotations.NullMarked;
