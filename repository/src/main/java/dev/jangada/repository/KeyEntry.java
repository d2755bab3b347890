package dev.jangada.repository;

import dev.jangada.repository.format.Id;
import java.time.OffsetDateTime;

/**
 * A key of a repository: one passphrase that opens it.
 *
 * @param id of the key file
 * @param host where it was made
 * @param user by whom
 * @param created when
 * @param current whether it is the one that opened the repository now
 */
public record KeyEntry(Id id, String host, String user, OffsetDateTime created, boolean current) {}
