/**
 * What differs between two objects, and between two sources.
 *
 * <p>Objects are compared in their {@link dev.jangada.kube.model.compare.NormalForm}: without what the server assigns,
 * what controllers write, and defaults. The table {@code normal-form.txt} says what that is, kind by kind; {@code
 * docs/design/normal-form.md} explains it.
 *
 * <p>Knows kinds, fields and sources; knows nothing of how differences are shown, nor where a {@link
 * dev.jangada.kube.model.compare.Spool} keeps its bytes.
 */
@NullMarked
package dev.jangada.kube.model.compare;

import org.jspecify.annotations.NullMarked;
