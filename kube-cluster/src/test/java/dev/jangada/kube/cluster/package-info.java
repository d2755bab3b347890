/** Tests of reading a live cluster: against real API servers, and against fakes for what those cannot be made to do. */
@NullMarked
package dev.jangada.kube.cluster;

import org.jspecify.annotations.NullMarked;
