package dev.jangada.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EtcdClusterTest {

    @TempDir
    Path temp;

    @ParameterizedTest
    @EnumSource(names = {"V3_4", "V3_6"})
    void membersWithTlsAndAuthenticationAgreeAndSurviveEachOther(EtcdVersion version) {
        threeMembers(version);
    }

    @Tag("full")
    @ParameterizedTest
    @EnumSource(names = {"V3_5", "V3_7"})
    void theOtherVersionsToo(EtcdVersion version) {
        threeMembers(version);
        snapshotAndRestore(version);
    }

    private static void threeMembers(EtcdVersion version) {
        try (EtcdCluster cluster =
                EtcdCluster.start(options -> options.version(version).members(3).tls())) {
            assertThat(cluster.gateway().status().path("version").asText()).startsWith(version.number() + ".");
            cluster.enableAuthentication("secret");
            long written = cluster.gateway().put("/a", "1".getBytes(UTF_8));
            assertThat(cluster.member(2).gateway().get("/a")).hasValue("1".getBytes(UTF_8));
            // Who has not heard of a write yet has no hash at it.
            assertThat(cluster.member(1).gateway().get("/a")).isPresent();
            assertThat(cluster.hashKv(cluster.member(1), written))
                    .isEqualTo(cluster.hashKv(cluster.member(0), written));

            cluster.member(2).kill();
            assertThat(cluster.member(2).alive()).isFalse();
            cluster.leader().gateway().put("/b", "2".getBytes(UTF_8));
            cluster.member(2).restart();
            cluster.member(2).gateway().login("root", "secret");
            assertThat(cluster.member(2).gateway().get("/b")).hasValue("2".getBytes(UTF_8));
            assertThat(cluster.etcdctl("endpoint", "health").exit()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V3_4", "V3_6"})
    void aSnapshotIsRestoredByTheVersionsOwnTool(EtcdVersion version) {
        snapshotAndRestore(version);
    }

    private void snapshotAndRestore(EtcdVersion version) {
        Path snapshot = temp.resolve(version + ".db");
        EtcdCluster.HashKv before;
        try (EtcdCluster cluster = EtcdCluster.start(options -> options.version(version))) {
            EtcdGateway etcd = cluster.gateway();
            long lease = etcd.lease(3600);
            etcd.put("/leased", "x".getBytes(UTF_8), lease);
            etcd.put("/kept", "1".getBytes(UTF_8));
            etcd.delete("/kept");
            long put = etcd.put("/kept", "2".getBytes(UTF_8));
            etcd.compact(put - 1);
            etcd.defragment();
            assertThat(etcd.count("/")).isEqualTo(2);
            cluster.snapshot(snapshot);
            before = cluster.hashKv(cluster.member(0), put);
        }
        Path one = temp.resolve(version + "-one");
        try (EtcdCluster restored = EtcdCluster.prepare(
                options -> options.version(version).token("another").dataDirectories(one))) {
            restored.restore(snapshot);
            restored.start();
            assertThat(restored.gateway().get("/kept")).hasValue("2".getBytes(UTF_8));
            assertThat(restored.hashKv(restored.member(0), 0)).isEqualTo(before);
            assertThat(restored.member(0).database()).startsWith(one).exists();
            restored.member(0).stop();
            restored.member(0).restart();
            assertThat(restored.gateway().count("/leased")).isEqualTo(1);
        }
        assertThat(one).exists();
    }

    @Test
    void alarmsCanBeRaisedAndMembersPaused() {
        try (EtcdCluster cluster = EtcdCluster.start(options -> options.members(3))) {
            cluster.gateway().raise("NOSPACE");
            assertThat(cluster.gateway().alarms().path("alarms")).hasSize(1);
            assertThatThrownBy(() -> cluster.gateway().put("/full", new byte[1]))
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("database space exceeded");
            cluster.gateway().disarm("NOSPACE");

            EtcdMember leader = cluster.leader();
            EtcdMember follower = cluster.members().stream()
                    .filter(member -> !member.equals(leader))
                    .findFirst()
                    .orElseThrow();
            follower.pause();
            leader.gateway().put("/without", new byte[1]);
            follower.resume();
            assertThat(follower.gateway().count("/without")).isEqualTo(1);
        }
    }

    @Test
    void aMemberThatCannotStartSaysWhy() {
        assertThatThrownBy(() -> EtcdCluster.start(options -> options.flags("--no-such-flag")))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("m1 has ended")
                .hasMessageContaining("no-such-flag");
    }
}
