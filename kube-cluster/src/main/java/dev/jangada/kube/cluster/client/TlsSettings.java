package dev.jangada.kube.cluster.client;

import dev.jangada.kube.cluster.client.Kubeconfig.Entry;
import dev.jangada.pem.Pem;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Whom a context trusts and what it shows. As kubectl does, a kubeconfig's own authority is the only one trusted.
 *
 * @param context judges the server's certificate and shows the user's, if there is one
 * @param checked whether the server's certificate is checked at all
 * @param clientCertificateEnds when the user's certificate ends, if there is one
 * @param serverName the name that the server's certificate must hold, and that the server is asked for (SNI), if it is
 *     another than the address
 */
record TlsSettings(
        SSLContext context, boolean checked, Optional<Instant> clientCertificateEnds, Optional<String> serverName)
        implements TlsSocketStrategy {

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
        TrustManager[] trusted = trusted(kubeconfig);
        Optional<byte[]> certificate = plugin.flatMap(credential -> bytes(credential.certificate()));
        Optional<byte[]> key = plugin.flatMap(credential -> bytes(credential.key()));
        if (certificate.isEmpty()) {
            certificate = pem(kubeconfig.user(), "client-certificate");
            key = pem(kubeconfig.user(), "client-key");
        }
        if (certificate.isEmpty()) {
            return new TlsSettings(context(null, trusted), !kubeconfig.insecure(), Optional.empty(), serverName);
        }
        if (key.isEmpty()) {
            throw new GeneralSecurityException("client-certificate needs client-key");
        }
        List<X509Certificate> chain = Pem.certificates(certificate.get());
        // In memory only. PKCS #12 would encrypt the key, and decrypt it at once: 20 000 rounds, a fifth of a second.
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        store.setKeyEntry("user", Pem.key(key.get()), NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        return new TlsSettings(
                context(keys.getKeyManagers(), trusted),
                !kubeconfig.insecure(),
                Optional.of(chain.getFirst().getNotAfter().toInstant()),
                serverName);
    }

    private static SSLContext context(KeyManager @Nullable [] keys, TrustManager[] trusted)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trusted, null);
        return context;
    }

    @Override
    public SSLSocket upgrade(
            Socket plain, String host, int port, @Nullable Object attachment, @Nullable HttpContext request)
            throws IOException {
        String name = serverName.orElse(host);
        var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, name, port, true);
        try {
            SSLParameters parameters = socket.getSSLParameters();
            if (checked) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            if (!ServerAddress.isLiteral(name)) {
                parameters.setServerNames(List.of(new SNIHostName(name)));
            }
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static Optional<byte[]> bytes(String pem) {
        return pem.isEmpty() ? Optional.empty() : Optional.of(pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static TrustManager[] trusted(Kubeconfig kubeconfig) throws IOException, GeneralSecurityException {
        Optional<byte[]> authority = pem(kubeconfig.cluster(), "certificate-authority");
        if (kubeconfig.insecure()) {
            if (authority.isPresent()) {
                // One of the two is a mistake, and guessing wrong would trust anybody.
                throw new GeneralSecurityException(
                        "insecure-skip-tls-verify and certificate-authority contradict each other");
            }
            return new TrustManager[] {new AnyServer()};
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
        return trust.getTrustManagers();
    }

    /** Trusts every server: the user wrote {@code insecure-skip-tls-verify}, and is warned of it each time. */
    private static final class AnyServer implements X509TrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String algorithm) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
            throw new CertificateException("this side has no clients");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
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
