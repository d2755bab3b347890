package dev.jangada.kube.cluster;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The HTTP proxy between here and the API server.
 *
 * @param address where it is
 * @param authorization what it is shown, if it wants to know who asks
 */
record ProxyServer(InetSocketAddress address, Optional<String> authorization) {

    private static final int HTTP_PORT = 80;

    /**
     * The kubeconfig's {@code proxy-url}, else the environment's proxy, as kubectl takes them: that one never for a
     * loopback address, nor for what {@code NO_PROXY} names.
     *
     * @throws Problem if it is no HTTP proxy
     */
    static Optional<ProxyServer> of(Kubeconfig kubeconfig, Environment environment, URI server) {
        return Optional.of(kubeconfig.cluster().text("proxy-url"))
                .filter(url -> !url.isEmpty())
                .or(() -> ofEnvironment(environment, server))
                .map(url -> parse(kubeconfig, url));
    }

    private static Optional<String> ofEnvironment(Environment environment, URI server) {
        boolean tls = server.getScheme().equals("https");
        int port = server.getPort() >= 0 ? server.getPort() : tls ? 443 : HTTP_PORT;
        String host = server.getHost().replaceAll("^\\[(.*)]$", "$1");
        var except = new NoProxy(environment.first("NO_PROXY", "no_proxy").orElse(""));
        if (Loopback.is(server.toString()) || except.names(host, port)) {
            return Optional.empty();
        }
        return tls ? environment.first("HTTPS_PROXY", "https_proxy") : environment.first("HTTP_PROXY", "http_proxy");
    }

    private static ProxyServer parse(Kubeconfig kubeconfig, String text) {
        URI url;
        try {
            url = new URI(text.contains("://") ? text : "http://" + text);
        } catch (URISyntaxException e) {
            // The exception would quote the address, and a password may be in it.
            throw bad(kubeconfig);
        }
        if (url.getHost() == null || url.getPort() > ServerAddress.LAST_PORT) {
            throw bad(kubeconfig);
        }
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http")) {
            throw new Problem(
                    ExitCode.FAILED,
                    ClusterMessage.PROXY_NOT_SUPPORTED,
                    kubeconfig.contextName(),
                    url.getHost(),
                    scheme);
        }
        int port = url.getPort() >= 0 ? url.getPort() : HTTP_PORT;
        String[] user = Optional.ofNullable(url.getRawUserInfo()).orElse("").split(":", 2);
        Optional<String> authorization = user[0].isEmpty()
                ? Optional.empty()
                : Optional.of(Login.basic(decoded(user[0]), user.length > 1 ? decoded(user[1]) : ""));
        return new ProxyServer(new InetSocketAddress(url.getHost(), port), authorization);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Problem bad(Kubeconfig kubeconfig) {
        return new Problem(ExitCode.FAILED, ClusterMessage.BAD_PROXY, kubeconfig.contextName());
    }

    /** Shows no password. */
    @Override
    public String toString() {
        return address.toString();
    }
}
