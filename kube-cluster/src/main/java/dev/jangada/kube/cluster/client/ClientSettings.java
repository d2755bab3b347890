package dev.jangada.kube.cluster.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;

/**
 * Everything that a kubeconfig's context says about how its server is reached, and as whom.
 *
 * @param server the address, without a slash at its end
 * @param login what each request shows of the user
 * @param impersonation the headers by which the user acts as another one
 * @param tls whom the context trusts and which certificate it shows
 * @param proxy the proxy in between, if there is one
 */
public record ClientSettings(
        URI server,
        Login login,
        List<Impersonation.Header> impersonation,
        TlsSettings tls,
        Optional<ProxyServer> proxy) {

    public ClientSettings {
        impersonation = List.copyOf(impersonation);
    }

    /**
     * The settings of a context. Runs the credential plugin if there is one.
     *
     * @throws Problem if something in it cannot be used
     */
    public static ClientSettings of(Kubeconfig kubeconfig, Environment environment) {
        URI server = ServerAddress.of(kubeconfig);
        Optional<ProxyServer> proxy = ProxyServer.of(kubeconfig, environment, server);
        List<Impersonation.Header> impersonation = Impersonation.of(kubeconfig);
        JsonNode exec = kubeconfig.user().value().path("exec");
        Optional<CredentialPlugin> plugin =
                exec.isObject() ? Optional.of(new CredentialPlugin(kubeconfig, exec, environment)) : Optional.empty();
        return new ClientSettings(
                server,
                Login.of(kubeconfig, plugin),
                impersonation,
                tls(kubeconfig, plugin.map(CredentialPlugin::credential)),
                proxy);
    }

    private static TlsSettings tls(Kubeconfig kubeconfig, Optional<CredentialPlugin.Credential> credential) {
        try {
            return TlsSettings.of(kubeconfig, credential);
        } catch (IOException e) {
            throw kubeconfig.unusable(e, Kubeconfig.reason(e));
        } catch (GeneralSecurityException e) {
            throw kubeconfig.unusable(e, String.valueOf(e.getMessage()));
        }
    }
}
