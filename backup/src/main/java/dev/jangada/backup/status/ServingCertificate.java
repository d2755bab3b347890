package dev.jangada.backup.status;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * When the certificate ends that a server shows. Nothing is sent to it but a handshake, and nothing of it is believed: whether it can
 * be trusted is for those who talk to it.
 */
final class ServingCertificate {

    private static final int HTTPS = 443;

    private ServingCertificate() {}

    /**
     * The end of the certificate; nothing if there is none to be seen.
     *
     * @param server its address; anything but https shows none
     * @param patience for the connection, and for each part of the handshake
     */
    static Optional<Instant> ends(URI server, Duration patience) {
        if (!"https".equals(server.getScheme()) || server.getHost() == null) {
            return Optional.empty();
        }
        String host = server.getHost().replaceAll("^\\[(.*)]$", "$1");
        int port = server.getPort() < 0 ? HTTPS : server.getPort();
        var seen = new Seen();
        try (var plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), (int) patience.toMillis());
            plain.setSoTimeout((int) patience.toMillis());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {seen}, null);
            try (var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
                if (!isLiteral(host)) {
                    SSLParameters parameters = socket.getSSLParameters();
                    parameters.setServerNames(List.of(new SNIHostName(host)));
                    socket.setSSLParameters(parameters);
                }
                socket.startHandshake();
            }
        } catch (IOException | IllegalArgumentException e) {
            // A server that wants a certificate of this side ends the handshake, after it has shown its own.
            return seen.ends();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
        return seen.ends();
    }

    private static boolean isLiteral(String host) {
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException itIsAName) {
            return false;
        }
    }

    /** Looks, and accepts everything: no data goes over this connection. */
    private static final class Seen extends X509ExtendedTrustManager {

        private final AtomicReference<@Nullable X509Certificate> certificate = new AtomicReference<>();

        Optional<Instant> ends() {
            return Optional.ofNullable(certificate.get())
                    .map(shown -> shown.getNotAfter().toInstant());
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            certificate.set(chain[0]);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            certificate.set(chain[0]);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            certificate.set(chain[0]);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
            throw new IllegalStateException("this side has no clients");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            throw new IllegalStateException("this side has no clients");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new IllegalStateException("this side has no clients");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
