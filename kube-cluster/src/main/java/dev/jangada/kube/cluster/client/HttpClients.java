package dev.jangada.kube.cluster.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.util.Timeout;

/** Makes the HTTP client as this room needs it: a connection for each request under way, and nothing done unasked. */
final class HttpClients {

    /** More requests than this are never under way at a time. */
    private static final int MOST_CONNECTIONS = 256;

    private HttpClients() {}

    /** A client; does not connect yet. */
    static CloseableHttpClient of(ClientSettings settings, Patience patience) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_CONNECTIONS)
                .setTlsSocketStrategy(settings.tls())
                // client-go sends the names of users and groups in UTF-8.
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .charCodingConfig(CharCodingConfig.custom()
                                .setCharset(StandardCharsets.UTF_8)
                                .build())
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout(patience.connect()))
                        .setSocketTimeout(timeout(patience.idle()))
                        .build())
                .build();
        HttpClientBuilder builder = HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout(patience.idle()))
                        // Only a proxy is shown a password by the library.
                        .setAuthenticationEnabled(
                                settings.proxy().flatMap(ProxyServer::login).isPresent())
                        .build())
                .setUserAgent("jangada/" + version())
                // Whether a request is sent again is decided where it is known what it may have done already.
                .disableAutomaticRetries()
                // The API server sends no redirects, and credentials must not go where another server points.
                .disableRedirectHandling()
                .disableContentCompression()
                .disableCookieManagement()
                .disableConnectionState();
        settings.proxy().ifPresent(proxy -> {
            var host = new HttpHost("http", proxy.host(), proxy.port());
            builder.setProxy(host);
            proxy.login().ifPresent(login -> {
                var credentials = new BasicCredentialsProvider();
                credentials.setCredentials(
                        new AuthScope(host),
                        new UsernamePasswordCredentials(
                                login.name(), login.password().toCharArray()));
                builder.setDefaultCredentialsProvider(credentials);
            });
        });
        return builder.build();
    }

    private static Timeout timeout(Duration duration) {
        return Timeout.of(duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String version() {
        String version = HttpClients.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
