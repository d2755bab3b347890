package dev.jangada.kube.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.TokenRefreshInterceptor;
import java.net.ProxySelector;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** Makes the client library's HTTP client as this room needs it. */
final class HttpClients {

    static {
        // The JDK's client shows a proxy no password for a tunnel unless this says so before the first client is made;
        // its reason is proxies that are reached over hostile networks, which ours are as little as kubectl's.
        if (System.getProperty("jdk.http.auth.tunneling.disabledSchemes") == null) {
            System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
        }
    }

    private HttpClients() {}

    /**
     * A client; does not connect yet.
     *
     * @throws dev.jangada.problem.Problem if certificates and keys do not go together
     */
    static HttpClient of(Kubeconfig kubeconfig, ClientSettings settings, Patience patience) {
        Config config = settings.config();
        config.setConnectionTimeout((int) patience.connect().toMillis());
        // The library would repeat requests by itself; that is decided here, where a list knows what it has.
        config.setRequestRetryBackoffLimit(0);
        config.setUserAgent("jangada/" + version());
        // One connection per list: with HTTP/2 all lists share one, and one thread for its TLS
        // (docs/design/capture.md).
        config.setHttp2Disable(true);
        TlsSettings tls = settings.tls();
        try {
            HttpClient.Builder builder = new Factory(settings)
                    .newBuilder(config)
                    .sslContext(
                            tls.keys().toArray(KeyManager[]::new), tls.trusted().toArray(TrustManager[]::new));
            if (config.getAuthProvider() == null) {
                // It renews the tokens of OpenID Connect; all other logins are this room's.
                builder.addOrReplaceInterceptor(TokenRefreshInterceptor.NAME, null);
            }
            return builder.build();
        } catch (RuntimeException e) {
            throw kubeconfig.unusable(e, rootMessage(e));
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static String version() {
        String version = HttpClients.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private static final class Factory extends JdkHttpClientFactory {
        private final ClientSettings settings;

        Factory(ClientSettings settings) {
            this.settings = settings;
        }

        @Override
        protected void additionalConfig(java.net.http.HttpClient.Builder builder) {
            // The API server sends no redirects, and credentials must not go where another server points.
            builder.followRedirects(java.net.http.HttpClient.Redirect.NEVER);
            settings.proxy().ifPresent(proxy -> builder.proxy(ProxySelector.of(proxy.address())));
            settings.tls().serverName().filter(HttpClients::isHostName).ifPresent(name -> {
                // Taken for an address; where the kubeconfig has a host's name, the JDK's client sends that.
                var parameters = new SSLParameters();
                parameters.setServerNames(List.of(new SNIHostName(name)));
                builder.sslParameters(parameters);
            });
        }
    }

    private static boolean isHostName(String name) {
        return name.matches(".*[A-Za-z].*") && !name.contains(":");
    }
}
