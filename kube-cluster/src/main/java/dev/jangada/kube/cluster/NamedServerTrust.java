package dev.jangada.kube.cluster;

import java.net.InetAddress;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Trusts a server whose certificate names another host than the address does: the kubeconfig's
 * {@code tls-server-name}. The JDK leaves the host to a trust manager of this sort, so the check of the address does not
 * come on top.
 */
final class NamedServerTrust extends X509ExtendedTrustManager {

    /** The kinds of a subject's alternative names (RFC 5280, GeneralName). */
    private static final int DNS_NAME = 2;

    private static final int IP_ADDRESS = 7;

    private final X509TrustManager chains;
    private final String name;

    /**
     * Checks names beside chains.
     *
     * @param chains judges whether the certificate is signed by somebody who is trusted
     * @param name the name that it must hold, a host's or an address
     */
    NamedServerTrust(X509TrustManager chains, String name) {
        this.chains = chains;
        this.name = name;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        chains.checkServerTrusted(chain, authType);
        Collection<List<?>> names = chain[0].getSubjectAlternativeNames();
        if (names == null || names.stream().noneMatch(this::isMeant)) {
            throw new CertificateException("it does not name " + name + ", which tls-server-name asks for");
        }
    }

    private boolean isMeant(List<?> alternative) {
        return alternative.get(1) instanceof String text
                && switch ((int) alternative.getFirst()) {
                    case DNS_NAME -> isHost(text.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
                    case IP_ADDRESS -> isAddress(text);
                    default -> false;
                };
    }

    /** A star stands for one label, the first (RFC 9525). */
    private static boolean isHost(String pattern, String host) {
        int dot = host.indexOf('.');
        return pattern.equals(host) || (dot > 0 && pattern.equals("*" + host.substring(dot)));
    }

    private boolean isAddress(String text) {
        try {
            return InetAddress.ofLiteral(name).equals(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            // The wanted name is a host's.
            return false;
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this side has no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return chains.getAcceptedIssuers();
    }
}
