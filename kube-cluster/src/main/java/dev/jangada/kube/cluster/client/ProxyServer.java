package dev.jangada.kube.cluster.client;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The HTTP proxy between here and the API server.
 *
 * @param host its host, IPv6 without brackets
 * @param port its port
 * @param login what it is shown when it wants to know who asks
 */
public record ProxyServer(String host, int port, Optional<ProxyLogin> login) {

    /**
     * A name and a password.
     *
     * @param name the name
     * @param password the password, may be empty
     */
    public record ProxyLogin(String name, String password) {
        /** Shows nothing of it. */
        @Override
        public String toString() {
            return "ProxyLogin";
        }
    }

    private static final int HTTP_PORT = 80;

    /**
     * The kubeconfig's {@code proxy-url}, else the environment's proxy, as kubectl takes them: that one never for a
     * loopback address, nor for what {@code NO_PROXY} names.
     *
     * @throws Problem if it is no HTTP proxy
     */
    public static Optional<ProxyServer> of(Kubeconfig kubeconfig, Environment environment, URI server) {
        return Optional.of(kubeconfig.cluster().text("proxy-url"))
                .filter(url -> !url.isEmpty())
                .or(() -> ofEnvironment(environment, server))
                .map(url -> parse(kubeconfig, url));
    }

    private static Optional<String> ofEnvironment(Environment environment, URI server) {
        boolean tls = server.getScheme().equals("https");
        int port = server.getPort() >= 0 ? server.getPort() : tls ? 443 : HTTP_PORT;
        String host = ServerAddress.host(server);
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
                    ClientMessage.PROXY_NOT_SUPPORTED,
                    kubeconfig.contextName(),
                    url.getHost(),
                    scheme);
        }
        int port = url.getPort() >= 0 ? url.getPort() : HTTP_PORT;
        String[] user = Optional.ofNullable(url.getRawUserInfo()).orElse("").split(":", 2);
        Optional<ProxyLogin> login = user[0].isEmpty()
                ? Optional.empty()
                : Optional.of(new ProxyLogin(decoded(user[0]), user.length > 1 ? decoded(user[1]) : ""));
        return new ProxyServer(ServerAddress.host(url), port, login);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static Problem bad(Kubeconfig kubeconfig) {
        return new Problem(ExitCode.FAILED, ClientMessage.BAD_PROXY, kubeconfig.contextName());
    }
}
