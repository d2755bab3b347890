/** Tests of generated clusters. */
@NullMarked
package dev.jangada.lab.workload;

import org.jspecify.annotations.NullMarked;
