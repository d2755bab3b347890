/** Tests of the room of the same name, against a real control plane. */
@NullMarked
package dev.jangada.lab.volume;

import org.jspecify.annotations.NullMarked;
