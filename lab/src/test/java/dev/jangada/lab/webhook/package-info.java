/** Tests of the room of the same name, against a real API server. */
@NullMarked
package dev.jangada.lab.webhook;

import org.jspecify.annotations.NullMarked;
