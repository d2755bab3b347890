package dev.jangada.backup.create;

import dev.jangada.etcd.client.Endpoint;
import dev.jangada.etcd.client.EtcdClient;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import java.util.Optional;

/**
 * How to come by etcd's snapshot, and at what is in it.
 *
 * @param client the running etcd; stays open
 * @param from the member to take the snapshot from; empty for the best
 * @param encryption the API server's keys, {@link EncryptionConfiguration#NONE} if there are none
 * @param prefix the API server's {@code --etcd-prefix}; if empty it is found out
 */
public record EtcdOrder(
        EtcdClient client, Optional<Endpoint> from, EncryptionConfiguration encryption, Optional<String> prefix) {}
