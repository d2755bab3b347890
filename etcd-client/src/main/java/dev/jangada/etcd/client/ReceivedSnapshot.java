package dev.jangada.etcd.client;

/**
 * A snapshot that has come whole.
 *
 * @param size its bytes, with the 32 of the SHA-256 at the end
 * @param sha256 that hash, over all bytes before it; 64 lower-case hexadecimal digits
 */
public record ReceivedSnapshot(long size, String sha256) {}
