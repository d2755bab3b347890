package dev.jangada.etcd.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.etcd.storage.mvcc.AuthRecords;
import dev.jangada.etcd.storage.mvcc.ClusterRecords;
import dev.jangada.etcd.storage.mvcc.HashKv;
import dev.jangada.etcd.storage.mvcc.Lease;
import dev.jangada.etcd.storage.mvcc.Member;
import dev.jangada.etcd.storage.mvcc.Role;
import dev.jangada.etcd.storage.mvcc.User;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.EtcdCluster;
import dev.jangada.lab.EtcdGateway;
import dev.jangada.lab.EtcdMember;
import dev.jangada.lab.EtcdVersion;
import dev.jangada.lab.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random requests of every kind to real servers that write nothing to their database, so that a power cut leaves them with
 * their log alone: what we make of it is what the server makes of it when it starts again.
 */
class ReplayTest {

    private static final String[] SAVES_NOTHING = {
        "--backend-batch-interval=1h", "--backend-batch-limit=1000000000", "--bcrypt-cost=4"
    };

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.jangada.etcd.storage.Servers#sample")
    void logIsReplayedAsTheServerReplaysIt(EtcdVersion version) {
        replay(version, 1, 3);
    }

    @ParameterizedTest
    @MethodSource({"dev.jangada.etcd.storage.Servers#sample", "dev.jangada.etcd.storage.Servers#rest"})
    @Tag("full")
    void manyLogsOfEveryVersionToo(EtcdVersion version) {
        replay(version, 10, 30);
    }

    /** Since 3.6 etcdctl tells a cluster to go down to the version before, and no longer to. */
    @Test
    void downgradeIsFollowed() {
        try (EtcdCluster etcd =
                EtcdCluster.start(options -> options.version(EtcdVersion.V3_6).flags(SAVES_NOTHING))) {
            EtcdMember member = etcd.member(0);
            var enable = Json.object().put("action", "ENABLE").put("version", "3.5.0");
            assertThat(downgrade(member, enable)).isEqualTo("{\"target-version\":\"3.5.0\",\"enabled\":true}");
            member.restart();
            var cancel = Json.object().put("action", "CANCEL");
            assertThat(downgrade(member, cancel)).isEqualTo("{\"target-version\":\"\",\"enabled\":false}");
        }
    }

    /** What our replay makes of the request is what the server makes of it. */
    private String downgrade(EtcdMember member, ObjectNode request) {
        var _ = member.gateway().call("/v3/maintenance/downgrade", request);
        member.kill();
        String ours;
        try (EtcdFile file = EtcdFile.open(member.dataDirectory(), new OpenOptions(false, false, folder))) {
            ours = downgrade(file);
        }
        endInPeace(member);
        try (EtcdFile file = EtcdFile.open(member.database(), OpenOptions.standard())) {
            assertThat(downgrade(file)).isEqualTo(ours);
        }
        return ours;
    }

    private static String downgrade(EtcdFile file) {
        return file.bolt()
                .bucket("cluster")
                .orElseThrow()
                .get("downgrade".getBytes(StandardCharsets.US_ASCII))
                .map(value -> new String(value.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8))
                .orElse("");
    }

    /** What a database holds, as far as a server that starts does not change it by itself. */
    private record State(
            HashKv hash,
            List<String> keys,
            List<Lease> leases,
            boolean enabled,
            long authRevision,
            List<User> users,
            List<Role> roles,
            ClusterRecords cluster) {

        static State of(EtcdFile file) {
            AuthRecords auth = AuthRecords.of(file.bolt());
            ClusterRecords cluster = ClusterRecords.of(file.bolt());
            return new State(
                    file.mvcc().hashKv(0),
                    Answers.keys(file.mvcc()),
                    cluster.leases(),
                    auth.enabled(),
                    auth.revision(),
                    auth.users(),
                    auth.roles(),
                    cluster);
        }

        /** Without passwords, which every member of 3.4 salts for itself. */
        List<String> usersWithoutPasswords() {
            return users.stream()
                    .map(user -> user.name() + " " + user.roles() + " " + user.noPassword())
                    .toList();
        }

        List<String> members() {
            return cluster.members().stream()
                    .map(Member::peerUrls)
                    .map(Object::toString)
                    .sorted()
                    .toList();
        }
    }

    private void replay(EtcdVersion version, long firstSeed, long lastSeed) {
        // What etcd saves all the same, for a compaction for example, need not be replayed.
        assertThat(LongStream.rangeClosed(firstSeed, lastSeed)
                        .map(seed -> replay(version, seed))
                        .sum())
                .isGreaterThan(15 * (lastSeed - firstSeed));
    }

    private int replay(EtcdVersion version, long seed) {
        String about = version + ", seed " + seed;
        try (EtcdCluster etcd =
                EtcdCluster.start(options -> options.version(version).flags(SAVES_NOTHING))) {
            EtcdMember member = etcd.member(0);
            send(member.gateway(), version, seed);
            member.kill();
            State ours;
            int requests;
            try (EtcdFile file = EtcdFile.open(member.dataDirectory(), new OpenOptions(false, false, folder))) {
                requests = file.replay().orElseThrow().requests();
                assertThat(file.verify(10).faults()).as(about).isEmpty();
                ours = State.of(file);
            }
            endInPeace(member);
            try (EtcdFile file = EtcdFile.open(member.database(), OpenOptions.standard())) {
                compare(ours, State.of(file), version, about);
            }
            return requests;
        }
    }

    /**
     * Starts a server again and lets it write to its database what it has. It serves before it listens to signals, so one
     * that comes too early ends it like a power cut, and it is started once more.
     */
    private static void endInPeace(EtcdMember member) {
        for (int attempts = 0; attempts < 5; attempts++) {
            long before = closings(member);
            member.restart();
            member.stop();
            if (closings(member) > before) {
                return;
            }
        }
        throw new AssertionError("the server never closed its database; its log is " + member.log());
    }

    private static long closings(EtcdMember member) {
        try (Stream<String> lines = Files.lines(member.log(), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.contains("closed etcd server")).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(EtcdGateway gateway, EtcdVersion version, long seed) {
        var random = new Random(seed);
        new RandomRequests(gateway, seed).send(80);
        if (random.nextBoolean()) {
            learner(gateway, random);
        }
        if (random.nextInt(3) == 0) {
            gateway.raise("NOSPACE");
            new RandomRequests(gateway, seed + 1_000).send(15);
            if (random.nextBoolean()) {
                gateway.disarm("NOSPACE");
            }
        }
        if (random.nextInt(3) > 0) {
            new RandomUsers(gateway, seed, version != EtcdVersion.V3_4).play(2);
        }
        new RandomRequests(gateway, seed + 2_000).send(30);
    }

    /** A member that has no vote comes, and may move and go. */
    private static void learner(EtcdGateway gateway, Random random) {
        var add = Json.object().put("isLearner", true);
        add.putArray("peerURLs").add("http://127.0.0.1:1");
        var _ = gateway.call("/v3/cluster/member/add", add);
        String id = "";
        for (var each : gateway.memberList().path("members")) {
            id = each.path("isLearner").asBoolean() ? each.path("ID").asText() : id;
        }
        refused(gateway, "add", add);
        refused(gateway, "remove", Json.object().put("ID", "4711"));
        try {
            if (random.nextBoolean()) {
                var update = Json.object().put("ID", id);
                update.putArray("peerURLs").add("http://127.0.0.1:2");
                var _ = gateway.call("/v3/cluster/member/update", update);
            }
            if (random.nextBoolean()) {
                var _ = gateway.call("/v3/cluster/member/remove", Json.object().put("ID", id));
            }
        } catch (LabException refused) {
            // A member that was never heard of may be refused to be changed.
        }
    }

    /** An address that is taken, a member that nobody knows: the log has it, and it changes nothing. */
    private static void refused(EtcdGateway gateway, String what, ObjectNode request) {
        assertThatThrownBy(() -> gateway.call("/v3/cluster/member/" + what, request))
                .isInstanceOf(LabException.class);
    }

    private static void compare(State ours, State theirs, EtcdVersion version, String about) {
        assertThat(ours.keys).as(about).isEqualTo(theirs.keys);
        assertThat(ours.hash).as(about).isEqualTo(theirs.hash);
        assertThat(ours.leases).as(about).isEqualTo(theirs.leases);
        assertThat(ours.enabled).as(about).isEqualTo(theirs.enabled);
        assertThat(ours.authRevision).as(about).isEqualTo(theirs.authRevision);
        assertThat(ours.roles).as(about).isEqualTo(theirs.roles);
        assertThat(ours.usersWithoutPasswords()).as(about).isEqualTo(theirs.usersWithoutPasswords());
        if (version != EtcdVersion.V3_4) {
            assertThat(ours.users).as(about).isEqualTo(theirs.users);
        }
        assertThat(ours.members()).as(about).isEqualTo(theirs.members());
        assertThat(ours.cluster.alarms()).as(about).isEqualTo(theirs.cluster.alarms());
    }
}
