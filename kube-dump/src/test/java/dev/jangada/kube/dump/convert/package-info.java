/** Golden tests of the conversion rules. */
@NullMarked
package dev.jangada.kube.dump.convert;

import org.jspecify.annotations.NullMarked;
