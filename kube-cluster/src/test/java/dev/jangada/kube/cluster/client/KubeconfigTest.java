package dev.jangada.kube.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        return Kubeconfig.load(flag, context, environment);
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
    void pathsAreRelativeToTheFileTheyStandIn() throws IOException {
        Path near = Files.createDirectory(folder.resolve("near"));
        Path far = Files.createDirectory(folder.resolve("far"));
        Path contexts = Files.writeString(near.resolve("config"), """
                current-context: both
                contexts: [{name: both, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "https://10.0.0.1:6443", certificate-authority: pki/ca.crt}}]
                """);
        Path users = Files.writeString(far.resolve("config"), "users: [{name: u, user: {tokenFile: token}}]");
        Kubeconfig merged = load(
                Optional.empty(), Optional.empty(), environment("KUBECONFIG", contexts + File.pathSeparator + users));
        Kubeconfig.Entry cluster = merged.cluster();
        assertThat(cluster.resolve(cluster.text("certificate-authority"))).isEqualTo(near.resolve("pki/ca.crt"));
        assertThat(merged.user().resolve(merged.user().text("tokenFile"))).isEqualTo(far.resolve("token"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users: [{name: u, user: {token: verysecret}}]\ncontexts: [",
                "users:\n- name: u\n  user:\n    token: verysecret\n   token: [verysecret",
                "token: verysecret\n\ttoken: verysecret",
                "token: verysecret\u0001"
            })
    void quotesNothingOfAFileThatIsNoYaml(String yaml) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken"), yaml);
        assertThatThrownBy(() -> load(Optional.of(broken), Optional.empty(), environment()))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("it is not YAML")
                .satisfies(
                        problem -> assertThat(Throwables.getStackTrace(problem)).doesNotContain("verysecret"));
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
