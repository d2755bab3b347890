package dev.jangada.settings;

import dev.jangada.etcd.client.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An etcd and how to come in.
 *
 * @param endpoints its members, or some; empty if the file names none. One without a scheme means TLS if there is an authority or
 *     a certificate
 * @param caFile the authority's certificate
 * @param certFile the certificate to show
 * @param keyFile its key
 * @param user who to be where etcd's own authentication is enabled
 * @param passwordFile that user's password
 * @param encryptionConfigFile the API server's EncryptionConfiguration
 */
public record EtcdSettings(
        List<Endpoint> endpoints,
        Optional<Path> caFile,
        Optional<Path> certFile,
        Optional<Path> keyFile,
        Optional<String> user,
        Optional<Path> passwordFile,
        Optional<Path> encryptionConfigFile) {

    public EtcdSettings {
        endpoints = List.copyOf(endpoints);
    }
}
