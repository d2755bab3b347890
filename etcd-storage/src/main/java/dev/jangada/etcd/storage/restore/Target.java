package dev.jangada.etcd.storage.restore;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where one member's files are written.
 *
 * @param member the member's name
 * @param dataDirectory its data directory, which must not exist
 * @param walDirectory where its log goes if not into the data directory; must not exist either
 */
public record Target(String member, Path dataDirectory, Optional<Path> walDirectory) {}
