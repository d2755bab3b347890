/**
 * Keys and ciphers: scrypt, AES-256-CTR with Poly1305-AES, key files. See {@code docs/design/repository.md}.
 */
@NullMarked
package dev.jangada.repository.crypto;

import org.jspecify.annotations.NullMarked;
