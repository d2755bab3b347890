package dev.jangada.etcd.storage.mvcc;

/**
 * Live keys with the same beginning, counted.
 *
 * @param prefix the beginning, up to and with the separator that ends it; the whole key where it has fewer separators
 * @param keys how many live keys there are
 * @param bytes of their keys and values
 */
public record Census(String prefix, long keys, long bytes) {}
