/** What the API server stores, tested with what a real one has stored. */
@NullMarked
package dev.jangada.kube.storage;

import org.jspecify.annotations.NullMarked;
