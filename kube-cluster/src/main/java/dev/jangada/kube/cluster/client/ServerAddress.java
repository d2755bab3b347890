package dev.jangada.kube.cluster.client;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The address of an API server as a kubeconfig writes it. */
public final class ServerAddress {

    static final int LAST_PORT = 65_535;

    private ServerAddress() {}

    /**
     * The address, without a slash at its end; TLS if it does not say.
     *
     * @throws Problem if it is none that requests can be sent to
     */
    public static URI of(Kubeconfig kubeconfig) {
        String text = kubeconfig.cluster().text("server").strip();
        try {
            var address = new URI((text.contains("://") ? text : "https://" + text).replaceAll("/+$", ""));
            String scheme = address.getScheme().toLowerCase(Locale.ROOT);
            if (address.getHost() != null
                    && address.getPort() <= LAST_PORT
                    && Set.of("http", "https").contains(scheme)
                    && address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw bad(kubeconfig, text, e);
        }
        throw bad(kubeconfig, text, null);
    }

    /** The host of an address as sockets and certificates take it: IPv6 without brackets. */
    static String host(URI address) {
        return address.getHost().replaceAll("^\\[(.*)]$", "$1");
    }

    /** Whether a host is written as an IP address. */
    static boolean isLiteral(String host) {
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException e) {
            // It is a name.
            return false;
        }
    }

    private static Problem bad(Kubeconfig kubeconfig, String text, @Nullable Exception cause) {
        return new Problem(cause, ExitCode.FAILED, ClientMessage.BAD_SERVER, kubeconfig.contextName(), text);
    }
}
