/** The decoder of protobuf, tested with what Kubernetes' own Go types encode, and with what nobody would. */
@NullMarked
package dev.jangada.kube.storage.proto;

import org.jspecify.annotations.NullMarked;
