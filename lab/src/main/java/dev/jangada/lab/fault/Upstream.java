package dev.jangada.lab.fault;

import dev.jangada.lab.pki.Authority;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * The real server, and how a user's certificate that ends at the proxy still counts there: the proxy says who it was,
 * in the headers that aggregated servers get, and shows the certificate of a proxy that the server trusts to say so.
 * Source: Kubernetes' documentation, "Authenticating Proxy".
 */
final class Upstream {

    private static final int PATIENCE_MILLIS = 10_000;

    private final InetSocketAddress address;
    private final SSLContext trustedProxy;
    private final SSLContext nobody;

    Upstream(String url, Authority authority) {
        URI server = URI.create(url);
        this.address = new InetSocketAddress(server.getHost(), server.getPort());
        // The name that the lab's API servers let speak for others.
        this.trustedProxy = authority.context(authority.client("proxy"));
        this.nobody = authority.context();
    }

    /**
     * A connection.
     *
     * @param speaksForUser whether requests say in their headers who the user is; with a token they do it themselves,
     *     and a certificate would count more
     */
    Wire connect(boolean speaksForUser) throws IOException {
        var raw = new Socket();
        try {
            raw.setTcpNoDelay(true);
            raw.connect(address, PATIENCE_MILLIS);
            var secured = (SSLSocket) (speaksForUser ? trustedProxy : nobody)
                    .getSocketFactory()
                    .createSocket(raw, address.getHostString(), address.getPort(), true);
            secured.startHandshake();
            return new Wire(raw, secured);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /** The headers that say who the client is by its certificate; none if it has shown none. */
    static List<String> userHeaders(SSLSession session) throws IOException {
        try {
            var certificate = (X509Certificate) session.getPeerCertificates()[0];
            var headers = new ArrayList<String>();
            for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                switch (part.getType()) {
                    case "CN" -> headers.add("X-Remote-User: " + part.getValue());
                    case "O" -> headers.add("X-Remote-Group: " + part.getValue());
                    default -> throw new IOException("Kubernetes reads only CN and O of " + certificate);
                }
            }
            return headers;
        } catch (SSLPeerUnverifiedException _) {
            return List.of();
        } catch (InvalidNameException e) {
            throw new IOException(e);
        }
    }
}
