package dev.jangada.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.kube.cluster.client.Environment;
import dev.jangada.kube.cluster.client.Kubeconfig;
import dev.jangada.kube.cluster.client.ProxyServer;
import dev.jangada.kube.cluster.client.ServerAddress;
import dev.jangada.lab.pki.Authority;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which proxy is taken, and that tunnels through one work. */
@Timeout(60)
class ProxyServerTest {

    private static final Authority AUTHORITY = Authority.create("right");

    @TempDir
    Path folder;

    private KubeAccess access(String server, String cluster) throws IOException {
        byte[] pem = AUTHORITY.self().certificatePem().getBytes(StandardCharsets.UTF_8);
        Path file = Files.writeString(folder.resolve("config"), """
                current-context: c
                clusters: [{name: c, cluster: {server: "%s", certificate-authority-data: %s %s}}]
                contexts: [{name: c, context: {cluster: c}}]
                """.formatted(
                        server, Base64.getEncoder().encodeToString(pem), cluster));
        return new KubeAccess(Optional.of(file), Optional.empty(), "live");
    }

    private Optional<ProxyServer> proxy(String server, String cluster, Map<String, String> variables)
            throws IOException {
        var environment = new Environment(variables, folder);
        Kubeconfig kubeconfig = Kubeconfig.load(access(server, cluster).kubeconfig(), Optional.empty(), environment);
        return ProxyServer.of(kubeconfig, environment, ServerAddress.of(kubeconfig));
    }

    @ParameterizedTest
    @CsvSource({
        "https://far.example, HTTPS_PROXY, proxy.example:8080, proxy.example:8080",
        "https://far.example, https_proxy, http://proxy.example, proxy.example:80",
        "http://far.example, HTTP_PROXY, http://proxy.example:3128/, proxy.example:3128",
        "http://far.example, HTTPS_PROXY, http://proxy.example:3128, ''",
        "https://127.0.0.1:6443, HTTPS_PROXY, http://proxy.example:3128, ''"
    })
    void takesTheEnvironmentsProxy(String server, String variable, String value, String address) throws IOException {
        Optional<ProxyServer> proxy = proxy(server, "", Map.of(variable, value));
        assertThat(proxy.map(each -> each.host() + ":" + each.port()).orElse(""))
                .isEqualTo(address);
    }

    @Test
    void theEnvironmentsProxyIsNotForWhatItsListNames() throws IOException {
        Map<String, String> variables = Map.of("HTTPS_PROXY", "p:1", "NO_PROXY", "corp.local:443,10.0.0.0/8");
        assertThat(proxy("https://api.corp.local", "", variables)).isEmpty();
        assertThat(proxy("https://10.1.2.3:6443", "", variables)).isEmpty();
        assertThat(proxy("https://api.corp.local:6443", "", variables)).isPresent();
        assertThat(proxy("https://10.1.2.3:6443", ", proxy-url: \"http://q:2\"", variables))
                .as("the kubeconfig's proxy is for all")
                .hasValueSatisfying(proxy -> assertThat(proxy.port()).isEqualTo(2));
    }

    @ParameterizedTest
    @CsvSource({
        "socks5://u:verysecret@p:1080, proxy-not-supported",
        "https://u:verysecret@p:1080, proxy-not-supported",
        "http://u:verysecret@p x:1, bad-proxy",
        "http://u:verysecret@p_q:1, bad-proxy",
        "http://u:verysecret@p:99999, bad-proxy"
    })
    void saysWhichProxiesItDoesNotKnow(String url, String code) {
        assertThatThrownBy(() -> proxy("https://far.example", ", proxy-url: \"" + url + "\"", Map.of()))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.code()).isEqualTo(code);
                    assertThat(problem).hasNoCause();
                    assertThat(problem.getMessage()).doesNotContain("verysecret");
                });
    }

    @Test
    void showsTheProxyWhoAsksAndTheServerNothingOfIt() throws IOException {
        try (FakeApiServer server = FakeApiServer.overTls(AUTHORITY.context(AUTHORITY.server("s", "127.0.0.1")));
                var proxy = new FakeProxy("Proxy-Authorization: Basic YW5uOnM6IHA=")) {
            KubeAccess access =
                    access(server.url(), ", proxy-url: \"http://ann:s%%3A%%20p@127.0.0.1:%d\"".formatted(proxy.port()));
            try (LiveSource source = LiveCluster.open(access, Environment.ofProcess(), KindReaderTest.SHORT)) {
                assertThat(source.provenance().kubernetesVersion()).hasValue("v1.30.0");
            }
            assertThat(proxy.heads())
                    .isNotEmpty()
                    .allSatisfy(head -> assertThat(head).startsWith("CONNECT 127.0.0.1:"));
            assertThat(server.requests())
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("Proxy-authorization"));
        }
    }

    @Test
    void saysThatTheProxyWantsToKnowWhoAsks() throws IOException {
        try (FakeApiServer server = FakeApiServer.overTls(AUTHORITY.context(AUTHORITY.server("s", "127.0.0.1")));
                var proxy = new FakeProxy("Proxy-Authorization: other")) {
            KubeAccess access = access(server.url(), ", proxy-url: \"http://127.0.0.1:%d\"".formatted(proxy.port()));
            assertThatThrownBy(() -> LiveCluster.open(access, Environment.ofProcess(), KindReaderTest.SHORT))
                    .isInstanceOfSatisfying(
                            Problem.class, problem -> assertThat(problem.code()).isEqualTo("proxy-login"));
        }
    }
}
