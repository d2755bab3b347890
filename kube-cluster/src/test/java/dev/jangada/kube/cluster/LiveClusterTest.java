package dev.jangada.kube.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jangada.kube.cluster.client.Environment;
import dev.jangada.kube.cluster.client.Patience;
import dev.jangada.lab.pki.Authority;
import dev.jangada.lab.pki.Identity;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which a cluster cannot be opened, with the sentence that the user gets. */
@Timeout(60)
class LiveClusterTest {

    private static final Authority AUTHORITY = Authority.create("right");

    @TempDir
    Path folder;

    private static LiveSource open(KubeAccess access) {
        return LiveCluster.open(access, Environment.ofProcess(), KindReaderTest.SHORT);
    }

    private static Problem problem(KubeAccess access) {
        return problem(access, KindReaderTest.SHORT);
    }

    private static Problem problem(KubeAccess access, Patience patience) {
        var problem = new Problem[1];
        assertThatThrownBy(() -> LiveCluster.open(access, Environment.ofProcess(), patience)
                        .close())
                .isInstanceOfSatisfying(Problem.class, thrown -> problem[0] = thrown);
        assertThat(problem[0].exitCode()).isEqualTo(ExitCode.FAILED);
        return problem[0];
    }

    /** A kubeconfig for a server with a certificate. */
    private KubeAccess trusting(String url, String cluster) throws IOException {
        Path file = Files.writeString(folder.resolve("tls"), """
                current-context: c
                clusters: [{name: c, cluster: {server: "%s", %s}}]
                contexts: [{name: c, context: {cluster: c}}]
                """.formatted(url, cluster));
        return new KubeAccess(Optional.of(file), Optional.empty(), "live");
    }

    private static String authority(Authority authority) {
        byte[] pem = authority.self().certificatePem().getBytes(StandardCharsets.UTF_8);
        return "certificate-authority-data: " + Base64.getEncoder().encodeToString(pem);
    }

    private static FakeApiServer server(Identity identity) {
        return FakeApiServer.overTls(AUTHORITY.context(identity));
    }

    @Test
    void opensWhatItTrusts() throws IOException {
        try (FakeApiServer server = server(AUTHORITY.server("s", "127.0.0.1"));
                LiveSource source = open(trusting(server.url(), authority(AUTHORITY)))) {
            assertThat(source.provenance().server()).contains(server.url());
            assertThat(source.provenance().context()).contains("c");
            assertThat(source.provenance().kubernetesVersion()).contains("v1.30.0");
            assertThat(source.provenance().clusterUid()).isEmpty();
            assertThat(source.warnings()).isEmpty();
        }
    }

    @Test
    void doesNotTrustAnotherAuthority() throws IOException {
        try (FakeApiServer server = server(AUTHORITY.server("s", "127.0.0.1"))) {
            assertThat(problem(trusting(server.url(), authority(Authority.create("other"))))
                            .code())
                    .isEqualTo("unknown-authority");
            assertThat(problem(trusting(server.url(), authority(Authority.create("right"))))
                            .code())
                    .as("an authority of the same name with another key")
                    .isEqualTo("unknown-authority");
        }
    }

    @Test
    void saysWhenTheServersCertificateExpired() throws IOException {
        Instant end = Instant.parse("2024-02-03T00:00:00Z");
        try (FakeApiServer server = server(AUTHORITY.server("s", end.minus(Duration.ofDays(30)), end, "127.0.0.1"))) {
            Problem problem = problem(trusting(server.url(), authority(AUTHORITY)));
            assertThat(problem.code()).isEqualTo("server-certificate-expired");
            assertThat(problem.getMessage()).contains("2024-02-03T00:00:00Z", server.url());
        }
    }

    @Test
    void refusesACertificateForAnotherAddress() throws IOException {
        try (FakeApiServer server = server(AUTHORITY.server("s", "10.9.8.7"))) {
            Problem problem = problem(trusting(server.url(), authority(AUTHORITY)));
            assertThat(problem.code()).isEqualTo("bad-server-certificate");
            assertThat(problem.getMessage()).contains("127.0.0.1");
        }
    }

    @Test
    void checksNothingOnlyIfTheUserWroteSoAndWarns() throws IOException {
        try (FakeApiServer server = server(AUTHORITY.server("s", "10.9.8.7"));
                LiveSource source = open(trusting(server.url(), "insecure-skip-tls-verify: true"))) {
            assertThat(source.warnings()).singleElement().satisfies(warning -> {
                assertThat(warning.code()).isEqualTo("insecure");
                assertThat(warning.exitCode()).isEqualTo(ExitCode.DONE);
            });
        }
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(problem(FakeApiServer.access(folder, "https://127.0.0.1:" + port, ""))
                        .code())
                .isEqualTo("connection-refused");
    }

    @Test
    void saysThatTheServerDoesNotAnswer() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            KubeAccess access = FakeApiServer.access(folder, "http://127.0.0.1:" + silent.getLocalPort(), "");
            assertThat(problem(access, KindReaderTest.IMPATIENT).code()).isEqualTo("timed-out");
        }
    }

    @Test
    void saysThatTheNameIsUnknown() {
        assertThat(problem(FakeApiServer.access(folder, "https://no-such-host.invalid:6443", ""))
                        .code())
                .isEqualTo("unknown-host");
    }

    /** The client may try more than once; each time it is read first, so that no reset hides the answer. */
    private static void answerInTheClear(ServerSocket plain) {
        while (!plain.isClosed()) {
            try (Socket connection = plain.accept()) {
                var _ = connection.getInputStream().read(new byte[4_096]);
                connection.getOutputStream().write("HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            } catch (IOException _) {
                // The client has gone, or the test is over.
            }
        }
    }

    @Test
    void saysThatItIsNoTlsServer() throws IOException {
        try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> answerInTheClear(plain));
            assertThat(problem(FakeApiServer.access(folder, "https://127.0.0.1:" + plain.getLocalPort(), ""))
                            .code())
                    .isEqualTo("tls-failed");
        }
    }

    @Test
    void saysThatTheCertificateFilesAreMissing() throws IOException {
        Problem problem = problem(trusting("https://127.0.0.1:1", "certificate-authority: nowhere.crt"));
        assertThat(problem.code()).isEqualTo("bad-credentials");
        assertThat(problem.getMessage()).contains("nowhere.crt");
    }

    @Test
    void sendsTheUsersTokenAndItsOwnName() {
        try (FakeApiServer server = FakeApiServer.of(request -> Optional.of(FakeApiServer.Reply.of(
                request.headers().getFirst("Authorization").equals("Bearer abc")
                                && request.headers().getFirst("User-agent").startsWith("jangada/")
                        ? 403
                        : 401,
                "{}")))) {
            assertThat(problem(FakeApiServer.access(folder, server.url(), "token: abc"))
                            .code())
                    .isEqualTo("forbidden");
            assertThat(problem(FakeApiServer.access(folder, server.url(), "token: wrong"))
                            .code())
                    .isEqualTo("unauthenticated");
        }
    }
}
