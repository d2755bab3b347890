/** Tests of objects, selections and kinds. */
@NullMarked
package dev.jangada.kube.model;

import org.jspecify.annotations.NullMarked;
