/**
 * Webhooks that a cluster's API server calls: one that admits objects or refuses them, one that converts custom
 * resources; they can be away as a cluster's own webhooks are while it is being restored.
 *
 * <p>This room knows the reviews that the server sends; what is admitted is the test's to say.
 */
@NullMarked
package dev.jangada.lab.webhook;

import org.jspecify.annotations.NullMarked;
