package dev.jangada.kube.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.cluster.Kubeconfig.Entry;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import io.fabric8.kubernetes.api.model.AuthProviderConfig;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Turns a kubeconfig's context into the client library's configuration, and {@link TlsSettings} beside it. */
final class ClientSettings {

    private final Kubeconfig kubeconfig;
    private final Environment environment;
    private final Config config = Config.empty();

    private ClientSettings(Kubeconfig kubeconfig, Environment environment) {
        this.kubeconfig = kubeconfig;
        this.environment = environment;
    }

    /**
     * The configuration of a context. Runs the credential plugin if there is one.
     *
     * @throws Problem if the credentials cannot be had
     */
    static Result of(Kubeconfig kubeconfig, Environment environment) {
        var settings = new ClientSettings(kubeconfig, environment);
        settings.server();
        Optional<CredentialPlugin.Credential> plugin = settings.user();
        settings.impersonation();
        settings.proxy();
        try {
            return new Result(settings.config, TlsSettings.of(kubeconfig, plugin));
        } catch (IOException e) {
            throw settings.unusable(e, Kubeconfig.reason(e));
        } catch (GeneralSecurityException e) {
            throw settings.unusable(e, String.valueOf(e.getMessage()));
        }
    }

    /** Everything that the client is made of. */
    record Result(Config config, TlsSettings tls) {}

    private void server() {
        Entry cluster = kubeconfig.cluster();
        if (!cluster.text("tls-server-name").isEmpty()) {
            throw new Problem(
                    ExitCode.FAILED,
                    ClusterMessage.TLS_SERVER_NAME,
                    kubeconfig.contextName(),
                    cluster.text("tls-server-name"));
        }
        String server = cluster.text("server");
        config.setMasterUrl(server.contains("://") ? server : "https://" + server);
    }

    /** What a credential plugin gave, if there is one. */
    private Optional<CredentialPlugin.Credential> user() {
        Entry user = kubeconfig.user();
        text(user, "username").ifPresent(config::setUsername);
        text(user, "password").ifPresent(config::setPassword);
        text(user, "token").ifPresent(config::setAutoOAuthToken);
        // Such a file is renewed while the program runs, so it is read for each request.
        text(user, "tokenFile").map(user::resolve).ifPresent(file -> config.setOauthTokenProvider(() -> read(file)));
        JsonNode provider = user.value().path("auth-provider");
        if (provider.isObject()) {
            authProvider(provider);
        }
        JsonNode exec = user.value().path("exec");
        if (!exec.isObject()) {
            return Optional.empty();
        }
        var plugin = new CredentialPlugin(kubeconfig, exec, environment);
        CredentialPlugin.Credential first = plugin.credential();
        if (!first.token().isEmpty()) {
            config.setOauthTokenProvider(() -> plugin.credential().token());
        }
        return Optional.of(first);
    }

    private void authProvider(JsonNode provider) {
        var auth = new AuthProviderConfig();
        auth.setName(provider.path("name").asText(""));
        Map<String, String> settings = new LinkedHashMap<>();
        provider.path("config")
                .properties()
                .forEach(field -> settings.put(field.getKey(), field.getValue().asText("")));
        auth.setConfig(settings);
        config.setAuthProvider(auth);
        config.setAutoOAuthToken(settings.getOrDefault("id-token", ""));
    }

    private String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw unusable(e, Kubeconfig.reason(e));
        }
    }

    private Problem unusable(Exception cause, String why) {
        return new Problem(cause, ExitCode.FAILED, ClusterMessage.BAD_CREDENTIALS, kubeconfig.contextName(), why);
    }

    private void impersonation() {
        Entry user = kubeconfig.user();
        if (!user.text("as").isEmpty()) {
            config.setImpersonateUsername(user.text("as"));
            config.setImpersonateGroups(texts(user.value().path("as-groups")).toArray(String[]::new));
            Map<String, List<String>> extra = new LinkedHashMap<>();
            user.value()
                    .path("as-user-extra")
                    .properties()
                    .forEach(field -> extra.put(field.getKey(), texts(field.getValue())));
            config.setImpersonateExtras(extra);
        }
    }

    /**
     * The kubeconfig's {@code proxy-url}, else the environment's proxy, as kubectl takes them: never for a loopback
     * address, and {@code NO_PROXY} only where the proxy is the environment's.
     */
    private void proxy() {
        Optional<String> proxy = text(kubeconfig.cluster(), "proxy-url");
        if (proxy.isEmpty() && !Loopback.is(config.getMasterUrl())) {
            List<String> except = Arrays.stream(
                            environment.first("NO_PROXY", "no_proxy").orElse("").split(",", -1))
                    .map(String::strip)
                    .filter(entry -> !entry.isEmpty())
                    .toList();
            if (except.contains("*")) {
                return;
            }
            config.setNoProxy(except.toArray(String[]::new));
            proxy = config.getMasterUrl().startsWith("https:")
                    ? environment.first("HTTPS_PROXY", "https_proxy")
                    : environment.first("HTTP_PROXY", "http_proxy");
        }
        proxy.map(url -> url.contains("://") ? url : "http://" + url).ifPresent(url -> {
            config.setHttpProxy(url);
            config.setHttpsProxy(url);
        });
    }

    private static Optional<String> text(Entry entry, String field) {
        return Optional.of(entry.text(field)).filter(text -> !text.isEmpty());
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
