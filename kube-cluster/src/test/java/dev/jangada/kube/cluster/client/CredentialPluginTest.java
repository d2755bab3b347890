package dev.jangada.kube.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a credential plugin is told, and what becomes of what it says. */
@Timeout(60)
class CredentialPluginTest {

    /** Prints what it is told and given to read, as the token's parts would be no use here. */
    private static final String TALKATIVE = """
            echo "talking to the user" >&2
            printf '%s' "$KUBERNETES_EXEC_INFO" >"$(dirname "$0")/info"
            cat >"$(dirname "$0")/stdin"
            echo '{"kind":"ExecCredential","status":{"token":"from-'$PLUGIN'-plugin"}}'
            """;

    @TempDir
    Path folder;

    private final Map<String, String> variables = new HashMap<>(System.getenv());

    @BeforeEach
    void name() {
        variables.put("PLUGIN", "my");
        variables.put("JANGADA_STDIN_TTY", "0");
    }

    private void script(String script) throws IOException {
        Path plugin = Files.writeString(folder.resolve("plugin"), "#!/bin/sh\n" + script);
        assertThat(plugin.toFile().setExecutable(true)).isTrue();
    }

    /** Runs the plugin that lies beside the kubeconfig. */
    private CredentialPlugin.Credential run(String cluster, String exec) throws IOException {
        Path file = Files.writeString(folder.resolve("config"), """
                current-context: c
                clusters: [{name: c, cluster: {server: "https://10.0.0.1:6443", %s}}]
                contexts: [{name: c, context: {cluster: c, user: u}}]
                users: [{name: u, user: {exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin, %s}}}]
                """.formatted(cluster, exec));
        var environment = new Environment(variables, folder);
        Kubeconfig kubeconfig = Kubeconfig.load(Optional.of(file), Optional.empty(), environment);
        return new CredentialPlugin(kubeconfig, kubeconfig.user().value().path("exec"), environment).credential();
    }

    private JsonNode spec() throws IOException {
        return Json.mapper()
                .readTree(Files.readAllBytes(folder.resolve("info")))
                .path("spec");
    }

    private Problem problem(String exec) {
        var problem = new Problem[1];
        assertThatThrownBy(() -> run("", exec)).isInstanceOfSatisfying(Problem.class, thrown -> problem[0] = thrown);
        assertThat(problem[0].code()).isEqualTo("credential-plugin-failed");
        return problem[0];
    }

    @Test
    void takesTheTokenThatAPluginBesideTheKubeconfigPrints() throws IOException {
        script(TALKATIVE);
        assertThat(run("", "").token()).isEqualTo("from-my-plugin");
        assertThat(spec().has("cluster")).isFalse();
    }

    @Test
    void tellsItOfTheClusterWhatItMayKnow() throws IOException {
        script(TALKATIVE);
        Files.writeString(folder.resolve("ca.crt"), "the authority");
        run("""
                certificate-authority: ca.crt, tls-server-name: api, proxy-url: "http://p:1", extensions: [
                {name: client.authentication.k8s.io/exec, extension: {audience: me}},
                {name: other, extension: {not: this}}]""".replace('\n', ' '), "provideClusterInfo: true");
        assertThat(spec().path("cluster")).isEqualTo(Json.mapper().readTree("""
                        {"server":"https://10.0.0.1:6443","tls-server-name":"api","proxy-url":"http://p:1",
                         "certificate-authority-data":"dGhlIGF1dGhvcml0eQ==","config":{"audience":"me"}}"""));
    }

    @ParameterizedTest
    @CsvSource({"0,IfAvailable,false", "1,IfAvailable,true", "1,Never,false", "1,Always,true", "0,Never,false"})
    void saysWhetherSomebodyIsThereToAnswer(String terminal, String mode, boolean interactive) throws IOException {
        // Of the standard input that the tests have, only "none" is known.
        script(interactive ? TALKATIVE.replace("cat", "echo") : TALKATIVE);
        variables.put("JANGADA_STDIN_TTY", terminal);
        run("", "interactiveMode: " + mode);
        assertThat(spec().path("interactive").asBoolean()).isEqualTo(interactive);
        if (!interactive) {
            assertThat(folder.resolve("stdin")).isEmptyFile();
        }
    }

    @Test
    void doesNotRunOneThatMustAskWhereNobodyIs() throws IOException {
        script(TALKATIVE);
        assertThat(problem("interactiveMode: Always").getMessage()).contains("terminal");
        assertThat(folder.resolve("info")).doesNotExist();
    }

    @Test
    void saysThatItFails() throws IOException {
        assertThat(problem("installHint: get it").getMessage()).contains("./plugin", "get it");
        script("exit 3\n");
        assertThat(problem("").getMessage()).contains("exit code 3");
        script("echo '{}'\n");
        assertThat(problem("").getMessage()).contains("neither");
        script("echo '{\"status\":{\"clientCertificateData\":\"x\"}}'\n");
        assertThat(problem("").getMessage()).contains("no key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"status\":{\"token\":\"verysecret\"",
                "verysecret",
                "{\"status\":{\"token\":\"a\",\"expirationTimestamp\":\"verysecret\"}}"
            })
    void quotesNothingOfWhatItPrints(String printed) throws IOException {
        script("echo '" + printed + "'\n");
        assertThat(Throwables.getStackTrace(problem(""))).doesNotContain("verysecret");
    }
}
