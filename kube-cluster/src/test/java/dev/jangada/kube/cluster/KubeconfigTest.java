package dev.jangada.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import io.fabric8.kubernetes.client.Config;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigTest {

    private static final String ONE = """
            apiVersion: v1
            kind: Config
            current-context: prod
            clusters:
            - {name: prod, cluster: {server: "https://10.0.0.1:6443"}}
            - {name: far, cluster: {server: "https://far.example:6443", proxy-url: "http://proxy.example:3128"}}
            contexts:
            - {name: prod, context: {cluster: prod, user: ann, namespace: shop}}
            - {name: nobody, context: {cluster: prod}}
            - {name: lost, context: {cluster: gone, user: ann}}
            - {name: stranger, context: {cluster: prod, user: gone}}
            - {name: far, context: {cluster: far, user: ann}}
            users:
            - {name: ann, user: {token: secret, as: bob, as-groups: [ops]}}
            """;
    private static final String TWO = """
            current-context: lab
            clusters: [{name: lab, cluster: {server: "https://10.0.0.2:6443", insecure-skip-tls-verify: true}}]
            contexts:
            - {name: lab, context: {cluster: lab, user: plugin}}
            - {name: prod, context: {cluster: lab, user: plugin}}
            users: [{name: plugin, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin}}}]
            """;

    @TempDir
    Path folder;

    private Path one;
    private Path two;

    @BeforeEach
    void write() throws IOException {
        one = Files.writeString(folder.resolve("one"), ONE);
        two = Files.writeString(folder.resolve("two"), TWO);
    }

    private Environment environment(String... pairs) {
        return new Environment(pairs.length == 0 ? Map.of() : Map.of(pairs[0], pairs[1]), folder);
    }

    private Kubeconfig load(Optional<Path> flag, Optional<String> context, Environment environment) {
        return Kubeconfig.load(new KubeAccess(flag, context, "live"), environment);
    }

    private Kubeconfig load(String context) {
        return load(Optional.of(one), Optional.of(context), environment());
    }

    @Test
    void theFlagWinsOverTheEnvironmentAndThatOverTheHome() throws IOException {
        Files.createDirectory(folder.resolve(".kube"));
        Files.writeString(folder.resolve(".kube/config"), TWO);
        assertThat(load(Optional.empty(), Optional.empty(), environment()).contextName())
                .isEqualTo("lab");
        var variable = environment("KUBECONFIG", one.toString());
        assertThat(load(Optional.empty(), Optional.empty(), variable).contextName())
                .isEqualTo("prod");
        assertThat(load(Optional.of(two), Optional.empty(), variable).contextName())
                .isEqualTo("lab");
    }

    @Test
    void ofSeveralFilesTheFirstThatSaysSomethingIsRight() {
        String list =
                String.join(File.pathSeparator, folder.resolve("none").toString(), one.toString(), two.toString());
        Kubeconfig merged = load(Optional.empty(), Optional.empty(), environment("KUBECONFIG", list));
        assertThat(merged.contextName()).isEqualTo("prod");
        assertThat(merged.namespace()).isEqualTo("shop");
        assertThat(merged.cluster().text("server")).isEqualTo("https://10.0.0.1:6443");
        Kubeconfig second = load(Optional.empty(), Optional.of("lab"), environment("KUBECONFIG", list));
        assertThat(second.insecure()).isTrue();
        assertThat(second.namespace()).isEqualTo("default");
    }

    @Test
    void makesTheClientsSettings() {
        Config config = ClientSettings.of(load("prod"), environment("HTTPS_PROXY", "proxy.example:8080"))
                .config();
        assertThat(config.getMasterUrl()).isEqualTo("https://10.0.0.1:6443/");
        assertThat(config.getAutoOAuthToken()).isEqualTo("secret");
        assertThat(config.getImpersonateUsername()).isEqualTo("bob");
        assertThat(config.getImpersonateGroups()).containsExactly("ops");
        assertThat(config.getHttpsProxy()).isEqualTo("http://proxy.example:8080");
        assertThat(config.isTrustCerts()).isFalse();
        Config far = ClientSettings.of(load("far"), environment("HTTPS_PROXY", "other.example:1"))
                .config();
        assertThat(far.getHttpsProxy()).isEqualTo("http://proxy.example:3128");
    }

    @Test
    void takesTheTokenOfACredentialPluginBesideTheKubeconfig() throws IOException {
        Path plugin = Files.writeString(folder.resolve("plugin"), """
                #!/bin/sh
                echo "talking to the user" >&2
                echo '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential",
                       "status":{"token":"from-'$PLUGIN'-plugin"}}'
                """);
        assertThat(plugin.toFile().setExecutable(true)).isTrue();
        Kubeconfig kubeconfig = load(Optional.of(two), Optional.empty(), environment());
        Config config =
                ClientSettings.of(kubeconfig, environment("PLUGIN", "my")).config();
        assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("from-my-plugin");
    }

    @Test
    void saysThatACredentialPluginFails() throws IOException {
        Kubeconfig kubeconfig = load(Optional.of(two), Optional.empty(), environment());
        assertProblem(() -> ClientSettings.of(kubeconfig, environment()), "credential-plugin-failed", "./plugin");
        Path plugin = Files.writeString(folder.resolve("plugin"), "#!/bin/sh\nexit 3\n");
        assertThat(plugin.toFile().setExecutable(true)).isTrue();
        assertProblem(() -> ClientSettings.of(kubeconfig, environment()), "credential-plugin-failed", "3");
        Files.writeString(plugin, "#!/bin/sh\necho '{}'\n");
        assertProblem(() -> ClientSettings.of(kubeconfig, environment()), "credential-plugin-failed", "neither");
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertProblem(() -> load(Optional.empty(), Optional.empty(), environment()), "no-kubeconfig", ".kube");
        assertProblem(() -> load("prdo"), "unknown-context", "prod, nobody, lost, stranger, far");
        assertProblem(() -> load("lost"), "unknown-cluster", "gone");
        assertProblem(() -> load("stranger"), "unknown-user", "gone");
        assertThat(load("nobody").user().text("token")).isEmpty();
        Path empty = Files.writeString(folder.resolve("empty"), "");
        assertProblem(
                () -> load(Optional.of(empty), Optional.empty(), environment()),
                "no-current-context",
                empty.toString());
        Path broken = Files.writeString(folder.resolve("broken"), "contexts: [");
        assertProblem(() -> load(Optional.of(broken), Optional.empty(), environment()), "bad-kubeconfig", "broken");
        assertProblem(() -> load(Optional.of(folder), Optional.empty(), environment()), "bad-kubeconfig", "directory");
    }

    private static void assertProblem(Runnable code, String name, String words) {
        assertThatThrownBy(code::run).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(name);
            assertThat(problem.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(problem.getMessage()).contains(words);
        });
    }
}
