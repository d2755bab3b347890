package dev.jangada.kube.cluster.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.cluster.client.Kubeconfig.Entry;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** What each request shows of the user, besides a client certificate. */
sealed interface Login {

    /**
     * The value of the header {@code Authorization}; empty if there is none.
     *
     * @throws Problem if it cannot be had, or cannot be sent; never quotes a secret
     */
    Optional<String> authorization();

    /** Hears that the server answered 401 to a value, and says whether there is another one now. */
    default boolean renews(String refused) {
        return false;
    }

    /** The user's login; the plugin, if there is one, wins over what stands in the kubeconfig. */
    static Login of(Kubeconfig kubeconfig, Optional<CredentialPlugin> plugin) {
        Entry user = kubeconfig.user();
        JsonNode provider = user.value().path("auth-provider");
        if (provider.isObject()) {
            return new Fixed(Optional.of(openIdConnect(kubeconfig, provider)));
        }
        if (!user.text("username").isEmpty() && !user.text("password").isEmpty()) {
            return new Fixed(Optional.of(basic(user.text("username"), user.text("password"))));
        }
        if (plugin.isPresent()) {
            return new OfPlugin(kubeconfig, plugin.get());
        }
        if (!user.text("tokenFile").isEmpty()) {
            return new OfFile(kubeconfig, user.resolve(user.text("tokenFile")));
        }
        String token = user.text("token");
        return new Fixed(token.isEmpty() ? Optional.empty() : Optional.of(bearer(kubeconfig, token)));
    }

    /**
     * The value that shows the token of OpenID Connect that kubectl left in the kubeconfig. It is not renewed here:
     * the refresh token is good once at many providers, and the new one would have to be written where kubectl looks.
     */
    private static String openIdConnect(Kubeconfig kubeconfig, JsonNode provider) {
        String token = provider.path("config").path("id-token").asText("");
        if (!provider.path("name").asText("").equals("oidc") || token.isBlank()) {
            throw kubeconfig.unusable(
                    null,
                    "of its auth-provider only the id-token of oidc is used, and there is none; run kubectl get ns,"
                            + " which renews it, or use a credential plugin (exec)");
        }
        return bearer(kubeconfig, token);
    }

    /** The value that shows a name and a password (RFC 7617). */
    static String basic(String name, String password) {
        byte[] both = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** The value that shows a token (RFC 6750). Editors and {@code token: |} leave a line's end behind it. */
    private static String bearer(Kubeconfig kubeconfig, String token) {
        String stripped = token.strip();
        if (stripped.isEmpty()) {
            throw kubeconfig.unusable(null, "the token is empty");
        }
        if (stripped.chars().anyMatch(each -> each <= ' ' || each >= 0x7f)) {
            throw kubeconfig.unusable(null, "the token holds characters that no token has");
        }
        return "Bearer " + stripped;
    }

    /** The same for every request. */
    record Fixed(Optional<String> authorization) implements Login {
        /** Shows nothing of it. */
        @Override
        public String toString() {
            return "Fixed";
        }
    }

    /** A token in a file, which is renewed while the program runs, so it is read for each request. */
    record OfFile(Kubeconfig kubeconfig, Path file) implements Login {
        @Override
        public Optional<String> authorization() {
            try {
                return Optional.of(bearer(kubeconfig, Files.readString(file)));
            } catch (IOException e) {
                throw kubeconfig.unusable(e, Kubeconfig.reason(e));
            }
        }
    }

    /** The token of a plugin, which is run again when it is no longer good. */
    record OfPlugin(Kubeconfig kubeconfig, CredentialPlugin plugin) implements Login {
        @Override
        public Optional<String> authorization() {
            String token = plugin.credential().token();
            return token.isEmpty() ? Optional.empty() : Optional.of(bearer(kubeconfig, token));
        }

        @Override
        public boolean renews(String refused) {
            return plugin.renews(token -> bearer(kubeconfig, token).equals(refused));
        }
    }
}
