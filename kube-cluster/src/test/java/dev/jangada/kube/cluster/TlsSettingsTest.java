package dev.jangada.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.kube.cluster.client.Environment;
import dev.jangada.lab.pki.Authority;
import dev.jangada.lab.pki.Identity;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which servers a kubeconfig trusts, and what it must not leave half said. */
@Timeout(60)
class TlsSettingsTest {

    private static final Authority AUTHORITY = Authority.create("right");
    private static final String TRUSTED = "certificate-authority-data: " + base64(AUTHORITY.self());

    @TempDir
    Path folder;

    private static String base64(Identity identity) {
        return Base64.getEncoder().encodeToString(identity.certificatePem().getBytes(StandardCharsets.UTF_8));
    }

    private LiveSource open(String server, String cluster, String user) {
        try {
            Path file = Files.writeString(folder.resolve("config"), """
                    current-context: c
                    clusters: [{name: c, cluster: {server: "%s", %s}}]
                    contexts: [{name: c, context: {cluster: c, user: u}}]
                    users: [{name: u, user: {%s}}]
                    """.formatted(server, cluster, user));
            return LiveCluster.open(
                    new KubeAccess(Optional.of(file), Optional.empty(), "live"),
                    Environment.ofProcess(),
                    KindReaderTest.SHORT);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Problem problem(String server, String cluster, String user) {
        var problem = new Problem[1];
        assertThatThrownBy(() -> open(server, cluster, user).close())
                .isInstanceOfSatisfying(Problem.class, thrown -> problem[0] = thrown);
        return problem[0];
    }

    private static FakeApiServer server(String... names) {
        return FakeApiServer.overTls(AUTHORITY.context(AUTHORITY.server("s", names)));
    }

    @ParameterizedTest
    @CsvSource({
        "kubernetes.default, kubernetes.default",
        "API.corp.local, api.corp.local",
        "api.corp.local, *.corp.local",
        "10.9.8.7, 10.9.8.7"
    })
    void trustsTheNameThatTheKubeconfigAsksFor(String asked, String named) {
        try (FakeApiServer server = server(named);
                LiveSource source = open(server.url(), TRUSTED + ", tls-server-name: " + asked, "")) {
            assertThat(source.provenance().kubernetesVersion()).isPresent();
            if (!asked.equals("10.9.8.7")) {
                assertThat(server.serverNames()).contains(asked);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "api.corp.local, 127.0.0.1",
        "api.corp.local, other.corp.local",
        "a.b.corp.local, *.corp.local",
        "corp.local, *.corp.local",
        "10.9.8.7, 10.9.8.6"
    })
    void trustsNoOtherName(String asked, String named) {
        try (FakeApiServer server = server(named)) {
            Problem problem = problem(server.url(), TRUSTED + ", tls-server-name: " + asked, "");
            assertThat(problem.code()).isEqualTo("bad-server-certificate");
            assertThat(problem.getMessage()).contains(asked);
        }
    }

    @Test
    void anotherNameIsNoReasonToTrustAnotherAuthority() {
        String other = "certificate-authority-data: "
                + base64(Authority.create("other").self());
        try (FakeApiServer server = server("api.corp.local")) {
            assertThat(problem(server.url(), other + ", tls-server-name: api.corp.local", "")
                            .code())
                    .isEqualTo("unknown-authority");
        }
    }

    @Test
    void takesCertificateAndKeyOfOneFile() throws IOException {
        Identity ann = AUTHORITY.client("ann");
        Files.writeString(folder.resolve("both.pem"), ann.keyPem() + ann.certificatePem());
        try (FakeApiServer server = server("127.0.0.1");
                LiveSource source = open(server.url(), TRUSTED, "client-certificate: both.pem, client-key: both.pem")) {
            assertThat(source.provenance().kubernetesVersion()).isPresent();
        }
    }

    @Test
    void aCertificateWithoutItsKeyIsNotTakenForNobody() {
        Problem problem =
                problem("https://127.0.0.1:1", TRUSTED, "client-certificate-data: " + base64(AUTHORITY.client("ann")));
        assertThat(problem.code()).isEqualTo("bad-credentials");
        assertThat(problem.getMessage()).contains("client-key");
    }

    @Test
    void doesNotChooseBetweenCheckingAndNotChecking() {
        Problem problem = problem("https://127.0.0.1:1", TRUSTED + ", insecure-skip-tls-verify: true", "");
        assertThat(problem.code()).isEqualTo("bad-credentials");
        assertThat(problem.getMessage()).contains("insecure-skip-tls-verify", "certificate-authority");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://bad host:6443",
                "https://k8s_master:6443",
                "https://h:99999",
                "ftp://h",
                "https://u:p@h",
                "https://",
                "/only/a/path"
            })
    void saysThatAnAddressIsNone(String address) {
        Problem problem = problem(address, TRUSTED, "");
        assertThat(problem.code()).isEqualTo("bad-server");
        assertThat(problem.getMessage()).contains("\"c\"", address);
    }
}
