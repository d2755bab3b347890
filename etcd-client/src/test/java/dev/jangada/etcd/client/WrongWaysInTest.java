package dev.jangada.etcd.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.jangada.lab.EtcdCluster;
import dev.jangada.lab.EtcdGateway;
import dev.jangada.lab.EtcdVersion;
import dev.jangada.lab.Ports;
import dev.jangada.lab.pki.Authority;
import dev.jangada.lab.pki.Identity;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that is wrong about an address, a certificate or a password is told in one sentence. */
class WrongWaysInTest {

    private static EtcdCluster cluster;
    private static Endpoint member;

    @TempDir
    Path temp;

    @BeforeAll
    static void start() {
        cluster = EtcdCluster.start(options -> options.tls().serverNames("127.0.0.1"));
        member = Endpoint.of(cluster.member(0).endpoint(), true);
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, 2048, true",
        "RSA, 2048, false",
        "EC, 256, true",
        "EC, 384, false",
        "EC, 521, true",
        "Ed25519, 0, false",
    })
    void everyKindOfKeyIsTaken(String algorithm, int size, boolean traditional)
            throws GeneralSecurityException, IOException {
        var generator = KeyPairGenerator.getInstance(algorithm);
        if (size > 0) {
            generator.initialize(size);
        }
        Identity identity = cluster.authority().client(generator.generateKeyPair(), "client");
        Path key =
                Files.writeString(temp.resolve("key"), traditional ? identity.traditionalKeyPem() : identity.keyPem());
        Path certificate = Files.writeString(temp.resolve("crt"), identity.certificatePem());
        try (EtcdClient client =
                EtcdClient.open(EtcdAccess.to(List.of(member)).withTls(cluster.caFile(), certificate, key))) {
            assertThat(client.status(member).version()).startsWith("3.6.");
        }
    }

    @Test
    void certificatesOfStrangers() throws IOException {
        Authority stranger = Authority.create("stranger");
        Path otherCa = Files.writeString(temp.resolve("ca"), stranger.self().certificatePem());
        told(
                Reach.of(cluster).withTls(otherCa, cluster.clientCertificateFile(), cluster.clientKeyFile()),
                "shows a certificate that the authority in " + otherCa + " did not sign");
        told(shows(stranger.client("stranger")), "refuses the client certificate " + temp.resolve("crt") + " (");
        told(
                new EtcdAccess(
                        List.of(member),
                        Optional.of(cluster.caFile()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5)),
                "wants a client certificate (certificate_required)");
        told(EtcdAccess.to(List.of(member)), "shows a certificate of an authority that this machine does not know");
    }

    @Test
    void certificatesThatAreOverOrForAnother() throws IOException {
        Instant now = Instant.now();
        told(
                shows(cluster.authority().client("late", now.minus(Duration.ofDays(2)), now.minus(Duration.ofDays(1)))),
                "The client certificate " + temp.resolve("crt") + " was valid until");
        String port = Integer.toString(member.uri().getPort());
        told(
                Reach.to(cluster, "https://localhost:" + port),
                "https://localhost:" + port + " shows a certificate that does not hold the name localhost");
    }

    @Test
    void filesThatAreNoCertificates() throws IOException {
        Path none = temp.resolve("none");
        told(
                Reach.of(cluster).withTls(none, cluster.clientCertificateFile(), cluster.clientKeyFile()),
                none + " cannot be read (no such file or directory)");
        Path text = Files.writeString(temp.resolve("text"), "no PEM");
        told(
                Reach.of(cluster).withTls(cluster.caFile(), text, cluster.clientKeyFile()),
                text + " cannot be used (there is no certificate)");
        told(
                Reach.of(cluster).withTls(cluster.caFile(), cluster.clientCertificateFile(), text),
                text + " cannot be used (there is no private key)");
        Path encrypted = Files.writeString(
                temp.resolve("encrypted"),
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----");
        told(
                Reach.of(cluster).withTls(cluster.caFile(), cluster.clientCertificateFile(), encrypted),
                "the private key is encrypted");
        Authority another = Authority.create("another");
        Path key = Files.writeString(temp.resolve("another"), another.self().keyPem());
        told(
                Reach.of(cluster).withTls(cluster.caFile(), cluster.clientCertificateFile(), key),
                "is not the key of the certificate in " + cluster.clientCertificateFile());
    }

    @Test
    void addressesWhereThereIsNoEtcd() {
        told(Reach.to(cluster, "https://127.0.0.1:" + Ports.free()), "Nobody listens at https://127.0.0.1:");
        told(Reach.to(cluster, "https://no-such-host.invalid:2379"), "The host of https://no-such-host.invalid:2379");
        told(
                EtcdAccess.to(
                        List.of(Endpoint.of("http://127.0.0.1:" + member.uri().getPort(), false))),
                "if this etcd speaks TLS, write https://");
        for (String nonsense : List.of("", "https://", "ftp://host", "https://host/path", "https://a b")) {
            assertThatThrownBy(() -> Endpoint.of(nonsense, true))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("is no address of an etcd member");
        }
        assertThat(Endpoint.of("host", true)).hasToString("https://host:2379");
        assertThat(Endpoint.of("[::1]:99", false)).hasToString("http://[::1]:99");
    }

    @Test
    void aServerWithoutTlsAndOneThatIsSilent() {
        try (EtcdCluster open = EtcdCluster.start(options -> {})) {
            String port = open.member(0).endpoint().replaceAll(".*:", "");
            told(Reach.to(cluster, "https://127.0.0.1:" + port), "does not answer to TLS");
            EtcdAccess plain = EtcdAccess.to(List.of(Endpoint.of("127.0.0.1:" + port, false)))
                    .withPatience(Duration.ofSeconds(5), Duration.ofSeconds(3));
            try (EtcdClient client = EtcdClient.open(plain)) {
                Endpoint endpoint = plain.endpoints().getFirst();
                assertThat(client.status(endpoint).leads()).isTrue();
                open.member(0).pause();
                assertThatThrownBy(() -> client.status(endpoint)).hasMessageContaining("does not answer");
                open.member(0).resume();
                assertThat(client.status(endpoint).leads()).isTrue();
                open.member(0).restart();
                assertThat(client.status(endpoint).leads()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_4", "V3_6"})
    void whoeverNeedsALogin(EtcdVersion version) {
        try (EtcdCluster guarded =
                EtcdCluster.start(options -> options.version(version).tls())) {
            EtcdAccess anybody = Reach.of(guarded);
            Endpoint endpoint = anybody.endpoints().getFirst();
            try (EtcdClient early = EtcdClient.open(anybody.withLogin("root", "secret"))) {
                assertThat(early.status(endpoint).leads()).isTrue();
            }
            guarded.enableAuthentication("secret");
            EtcdGateway etcd = guarded.gateway();
            var user =
                    JsonNodeFactory.instance.objectNode().put("name", "maria").put("password", "m");
            var _ = etcd.call("/v3/auth/user/add", user);

            try (EtcdClient client = EtcdClient.open(anybody.withLogin("root", "secret"))) {
                assertThat(client.hashKv(endpoint, 0).hash()).isPositive();
                guarded.member(0).restart();
                assertThat(client.hashKv(endpoint, 0).hash()).isPositive();
            }
            etcd.login("root", "secret");
            saveTold(anybody.withLogin("root", "wrong"), "does not accept user root with this password");
            saveTold(anybody.withLogin("maria", "m"), "does not permit this user to do that");
            saveTold(anybody, "wants a user and a password");

            // The name in the client's certificate is a login too.
            var named = JsonNodeFactory.instance.objectNode().put("name", "lab-client");
            named.putObject("options").put("no_password", true);
            var _ = etcd.call("/v3/auth/user/add", named);
            var role = JsonNodeFactory.instance.objectNode().put("user", "lab-client");
            var _ = etcd.call("/v3/auth/user/grant", role.put("role", "root"));
            try (EtcdClient client = EtcdClient.open(anybody)) {
                assertThat(client.hashKv(endpoint, 0).hash()).isPositive();
            }
        }
    }

    private void saveTold(EtcdAccess access, String text) {
        try (EtcdClient client = EtcdClient.open(access)) {
            var order = new SnapshotOrder(
                    temp.resolve("x.db"), Optional.empty(), new ToolCheck(), Map.of(), SnapshotProgress.NONE);
            assertThatThrownBy(() -> new Snapshots(client, Clock.systemUTC()).save(order))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining(text);
        }
        assertThat(temp).isEmptyDirectory();
    }

    private EtcdAccess shows(Identity identity) throws IOException {
        Path certificate = Files.writeString(temp.resolve("crt"), identity.certificatePem());
        Path key = Files.writeString(temp.resolve("key"), identity.keyPem());
        return Reach.of(cluster).withTls(cluster.caFile(), certificate, key);
    }

    private static void told(EtcdAccess access, String text) {
        assertThatThrownBy(() -> {
                    try (EtcdClient client = EtcdClient.open(access)) {
                        client.status(access.endpoints().getFirst());
                    }
                })
                .isInstanceOf(Problem.class)
                .hasMessageContaining(text);
    }
}
