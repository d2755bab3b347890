package dev.jangada.backup.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.backup.schedule.Margins;
import dev.jangada.etcd.client.Endpoint;
import dev.jangada.etcd.client.EtcdAccess;
import dev.jangada.kube.cluster.KubeAccess;
import dev.jangada.kube.cluster.LiveCluster;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.ControlPlane;
import dev.jangada.lab.EtcdCluster;
import dev.jangada.lab.EtcdMember;
import dev.jangada.lab.Lab;
import dev.jangada.lab.SourceCluster;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Real clusters, as they look from outside. */
@Lab
class ClusterStatusTest {

    private static StatusOrder order(Optional<Supplier<StatusOrder.Api>> api, Optional<EtcdAccess> etcd) {
        return new StatusOrder(
                "production",
                api,
                etcd,
                Optional.empty(),
                Optional.empty(),
                Duration.ofHours(26),
                Optional.empty(),
                words -> String.join(" ", words));
    }

    private static StatusOrder.Api connect(ControlPlane cluster) {
        LiveSource live = LiveCluster.open(new KubeAccess(Optional.of(cluster.kubeconfig()), Optional.empty(), "live"));
        return new StatusOrder.Api(live, live.clientCertificateEnds());
    }

    private static void node(ControlPlane cluster, String name, String ready) throws Exception {
        cluster.apply(Json.mapper()
                .readTree("{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"" + name + "\"}}"));
        cluster.kubectl(
                        "patch",
                        "node",
                        name,
                        "--subresource=status",
                        "-p",
                        "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"" + ready + "\"}]}}")
                .orFail();
    }

    @Test
    void theApiServerItsNodesAndCertificatesAreSeen(@SourceCluster ControlPlane cluster) throws Exception {
        node(cluster, "status-a", "True");
        node(cluster, "status-b", "False");
        try {
            ClusterStatus status =
                    ClusterStatus.of(order(Optional.of(() -> connect(cluster)), Optional.empty()), Clock.systemUTC());
            ApiStatus api = status.api().orElseThrow();
            assertThat(api.down()).isEmpty();
            assertThat(api.version().orElseThrow()).startsWith("v1.");
            assertThat(api.notReady()).contains("status-b").doesNotContain("status-a");
            assertThat(status.findings())
                    .filteredOn(finding -> finding.area() == Finding.Area.NODES)
                    .singleElement()
                    .satisfies(finding ->
                            assertThat(finding.sentence().in(Locale.ENGLISH)).contains("status-b"));
            assertThat(status.certificates())
                    .extracting(Margins.Certificate::name)
                    .contains("api-server", "api-client");
            assertThat(status.certificates()).allMatch(one -> one.ends().isAfter(Instant.now()));
        } finally {
            cluster.kubectl("delete", "node", "status-a", "status-b");
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsDown() {
        ClusterStatus status = ClusterStatus.of(
                order(
                        Optional.of(() -> {
                            throw new Problem(ExitCode.FAILED, StatusMessage.ETCD_ALARM, "x");
                        }),
                        Optional.of(EtcdAccess.to(List.of(Endpoint.of("http://127.0.0.1:1", false))))),
                Clock.systemUTC());
        assertThat(status.verdict()).isEqualTo(Verdict.DOWN);
        assertThat(status.verdict().exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(status.findings())
                .extracting(finding -> finding.sentence().code())
                .as("the worst first, and that nobody has looked at backups")
                .containsExactly("api-down", "etcd-down", "no-repository");
    }

    @Test
    void etcdIsSeenWithMembersThatNobodyNamed() {
        try (EtcdCluster cluster =
                EtcdCluster.start(options -> options.members(3).tls())) {
            // The leader stays, so that nobody has to be elected while the test looks.
            EtcdMember leader = cluster.leader();
            List<EtcdMember> others = cluster.members().stream()
                    .filter(member -> !member.equals(leader))
                    .toList();
            EtcdAccess one = EtcdAccess.to(List.of(Endpoint.of(leader.endpoint(), true)))
                    .withTls(cluster.caFile(), cluster.clientCertificateFile(), cluster.clientKeyFile())
                    .withPatience(Duration.ofSeconds(5), Duration.ofSeconds(10));
            ClusterStatus good = ClusterStatus.of(order(Optional.empty(), Optional.of(one)), Clock.systemUTC());
            assertThat(good.etcd().orElseThrow().members()).hasSize(3).allMatch(EtcdStatus.One::healthy);
            assertThat(good.certificates())
                    .as("one of each member, though they ask for a certificate, and this side's")
                    .hasSize(4);
            assertThat(good.findings())
                    .filteredOn(finding -> finding.area() == Finding.Area.ETCD)
                    .isEmpty();
            Margins margins = good.margins();
            assertThat(margins.databases()).hasSize(3).allMatch(database -> database.size() > 0);

            others.getFirst().kill();
            ClusterStatus degraded = ClusterStatus.of(order(Optional.empty(), Optional.of(one)), Clock.systemUTC());
            assertThat(degraded.findings())
                    .filteredOn(finding -> finding.area() == Finding.Area.ETCD)
                    .extracting(finding -> finding.sentence().code())
                    .containsExactly("etcd-member-down");
            assertThat(degraded.verdict()).isEqualTo(Verdict.DEGRADED);

            others.getLast().kill();
            ClusterStatus down = ClusterStatus.of(order(Optional.empty(), Optional.of(one)), Clock.systemUTC());
            assertThat(down.verdict()).isEqualTo(Verdict.DOWN);
            assertThat(down.findings())
                    .extracting(finding -> finding.sentence().code())
                    .contains("etcd-down");
        }
    }
}
