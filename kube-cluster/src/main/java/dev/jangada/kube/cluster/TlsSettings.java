package dev.jangada.kube.cluster;

import dev.jangada.kube.cluster.Kubeconfig.Entry;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Whom a context trusts and what it shows. As kubectl does, a kubeconfig's own authority is the only one trusted; the
 * client library would trust every public one besides, and knows no EC keys.
 *
 * @param keys show the user's certificate; empty if there is none
 * @param trusted judge the server's certificate
 * @param clientCertificateEnds when the user's certificate ends, if there is one
 * @param serverName the name that the server's certificate must hold, if it is another than the address
 */
record TlsSettings(
        List<KeyManager> keys,
        List<TrustManager> trusted,
        Optional<Instant> clientCertificateEnds,
        Optional<String> serverName) {

    TlsSettings {
        keys = List.copyOf(keys);
        trusted = List.copyOf(trusted);
    }

    private static final char[] NO_PASSWORD = new char[0];

    /**
     * Reads certificates and keys.
     *
     * @param plugin what a credential plugin gave, if there is one
     * @throws IOException if a file cannot be read
     * @throws GeneralSecurityException if its content is not what it should be
     */
    static TlsSettings of(Kubeconfig kubeconfig, Optional<CredentialPlugin.Credential> plugin)
            throws IOException, GeneralSecurityException {
        Optional<String> serverName =
                Optional.of(kubeconfig.cluster().text("tls-server-name")).filter(name -> !name.isEmpty());
        List<TrustManager> trusted = trusted(kubeconfig, serverName);
        Optional<byte[]> certificate = plugin.flatMap(credential -> bytes(credential.certificate()));
        Optional<byte[]> key = plugin.flatMap(credential -> bytes(credential.key()));
        if (certificate.isEmpty()) {
            certificate = pem(kubeconfig.user(), "client-certificate");
            key = pem(kubeconfig.user(), "client-key");
        }
        if (certificate.isEmpty()) {
            return new TlsSettings(List.of(), trusted, Optional.empty(), serverName);
        }
        if (key.isEmpty()) {
            throw new GeneralSecurityException("client-certificate needs client-key");
        }
        List<X509Certificate> chain = Pem.certificates(certificate.get());
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("user", Pem.key(key.get()), NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        return new TlsSettings(
                List.of(keys.getKeyManagers()),
                trusted,
                Optional.of(chain.getFirst().getNotAfter().toInstant()),
                serverName);
    }

    private static Optional<byte[]> bytes(String pem) {
        return pem.isEmpty() ? Optional.empty() : Optional.of(pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static List<TrustManager> trusted(Kubeconfig kubeconfig, Optional<String> serverName)
            throws IOException, GeneralSecurityException {
        Optional<byte[]> authority = pem(kubeconfig.cluster(), "certificate-authority");
        if (kubeconfig.insecure()) {
            if (authority.isPresent()) {
                // One of the two is a mistake, and guessing wrong would trust anybody.
                throw new GeneralSecurityException(
                        "insecure-skip-tls-verify and certificate-authority contradict each other");
            }
            return List.of(SSLUtils.trustManagers(null, null, true, null, null));
        }
        KeyStore store = null;
        if (authority.isPresent()) {
            store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate certificate : Pem.certificates(authority.get())) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        // Without an authority of its own a kubeconfig trusts those of the system.
        trust.init(store);
        return Arrays.stream(trust.getTrustManagers())
                .map(manager -> serverName.isPresent() && manager instanceof X509TrustManager chains
                        ? new NamedServerTrust(chains, serverName.get())
                        : manager)
                .toList();
    }

    /** The content of {@code FIELD-data}, which wins, or of the file that {@code FIELD} names. */
    private static Optional<byte[]> pem(Entry entry, String field) throws IOException, GeneralSecurityException {
        String data = entry.text(field + "-data");
        if (!data.isEmpty()) {
            try {
                return Optional.of(Base64.getMimeDecoder().decode(data));
            } catch (IllegalArgumentException e) {
                throw new GeneralSecurityException(field + "-data is not base64", e);
            }
        }
        String file = entry.text(field);
        return file.isEmpty() ? Optional.empty() : Optional.of(Files.readAllBytes(entry.resolve(file)));
    }
}
