/** Tests of keys and ciphers. */
@NullMarked
package dev.jangada.repository.crypto;

import org.jspecify.annotations.NullMarked;
