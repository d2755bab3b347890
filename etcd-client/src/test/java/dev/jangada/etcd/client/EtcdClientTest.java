package dev.jangada.etcd.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.lab.EtcdCluster;
import dev.jangada.lab.EtcdMember;
import dev.jangada.lab.EtcdVersion;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client is told, against what etcd's own tools are told. */
class EtcdClientTest {

    private static final int ASKED = 10;

    @ParameterizedTest
    @EnumSource(names = {"V3_4", "V3_6"})
    void seesWhatEtcdctlSees(EtcdVersion version) {
        compare(version);
    }

    @Tag("full")
    @ParameterizedTest
    @EnumSource(names = {"V3_5", "V3_7"})
    void seesItInTheOtherVersionsToo(EtcdVersion version) {
        compare(version);
    }

    private static void compare(EtcdVersion version) {
        try (EtcdCluster cluster = EtcdCluster.start(
                        options -> options.version(version).members(3).tls());
                EtcdClient client = EtcdClient.open(Reach.of(cluster))) {
            cluster.gateway().put("/a", "1".getBytes(UTF_8));
            long last = cluster.gateway().put("/a", "2".getBytes(UTF_8));
            cluster.gateway().compact(last - 1);

            assertThat(client.members()).extracting(Member::name).containsExactlyInAnyOrder("m1", "m2", "m3");
            assertThat(client.members())
                    .extracting(member -> member.clientUrls().getFirst())
                    .containsExactlyInAnyOrderElementsOf(
                            cluster.members().stream().map(EtcdMember::endpoint).toList());
            for (EtcdMember member : cluster.members()) {
                Endpoint endpoint = Endpoint.of(member.endpoint(), true);
                MemberStatus status = client.status(endpoint);
                assertThat(status.version()).startsWith(version.number() + ".");
                assertThat(status.leads()).isEqualTo(member.equals(cluster.leader()));
                assertThat(status.dbSize()).isPositive();
                assertThat(status.errors()).isEmpty();
                HashKv hash = client.hashKv(endpoint, last);
                assertThat(new EtcdCluster.HashKv(hash.hash(), hash.compactRevision()))
                        .isEqualTo(cluster.hashKv(member, last));
                assertThat(hash.revision()).isEqualTo(last);
                assertThat(client.health(endpoint).problem()).isEmpty();
            }
            assertThat(client.best().leads()).isFalse();
            assertThat(client.alarms(client.best().endpoint())).isEmpty();

            cluster.gateway().raise("NOSPACE");
            List<Alarm> alarms = client.alarms(client.best().endpoint());
            assertThat(alarms).extracting(Alarm::kind).containsExactly(Alarm.Kind.NOSPACE);
            // What the member says by itself is the same, and writes nothing; a young cluster writes now and then by
            // itself.
            long index = client.best().raftAppliedIndex();
            for (int i = 0; i < ASKED; i++) {
                assertThat(client.best().alarms()).isEqualTo(alarms);
            }
            assertThat(client.best().raftAppliedIndex()).isLessThan(index + ASKED);
        }
    }
}
