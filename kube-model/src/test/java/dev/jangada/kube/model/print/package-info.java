/** Tests of tables, JSON and YAML. */
@NullMarked
package dev.jangada.kube.model.print;

import org.jspecify.annotations.NullMarked;
