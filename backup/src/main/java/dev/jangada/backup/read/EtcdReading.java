package dev.jangada.backup.read;

import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How etcd's snapshot in a backup is read.
 *
 * @param encryption the API server's keys, {@link EncryptionConfiguration#NONE} if there are none
 * @param prefix the API server's {@code --etcd-prefix}; if empty it is found out
 * @param workFolder where the working copy is, on a file system with room for it; it has no name there
 */
public record EtcdReading(EncryptionConfiguration encryption, Optional<String> prefix, Path workFolder) {}
