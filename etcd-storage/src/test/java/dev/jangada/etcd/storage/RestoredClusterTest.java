package dev.jangada.etcd.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.etcd.storage.mvcc.HashKv;
import dev.jangada.etcd.storage.restore.NewCluster;
import dev.jangada.etcd.storage.restore.Restore;
import dev.jangada.etcd.storage.restore.RestoreOptions;
import dev.jangada.etcd.storage.restore.RestoreResult;
import dev.jangada.etcd.storage.restore.Target;
import dev.jangada.lab.EtcdCluster;
import dev.jangada.lab.EtcdGateway;
import dev.jangada.lab.EtcdMember;
import dev.jangada.lab.EtcdVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What we restore, real servers start from: everything is there, and they work as a cluster. */
class RestoredClusterTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.jangada.etcd.storage.Servers#restores")
    void restoredMembersFormAClusterWithEveryKey(EtcdVersion version, int members, long bump) {
        restoreAndUse(version, members, bump);
    }

    @ParameterizedTest
    @MethodSource("dev.jangada.etcd.storage.Servers#otherRestores")
    @Tag("full")
    void otherVersionsAndSizesToo(EtcdVersion version, int members, long bump) {
        restoreAndUse(version, members, bump);
    }

    @ParameterizedTest
    @MethodSource("dev.jangada.etcd.storage.Servers#sample")
    void pastIsWhatTheServerHadThen(EtcdVersion version) {
        restorePast(version);
    }

    @ParameterizedTest
    @MethodSource("dev.jangada.etcd.storage.Servers#rest")
    @Tag("full")
    void pastOfOtherVersionsToo(EtcdVersion version) {
        restorePast(version);
    }

    private void restorePast(EtcdVersion version) {
        Path snapshot = folder.resolve("snapshot.db");
        List<String> then;
        long revision;
        try (EtcdCluster etcd = EtcdCluster.start(options -> options.version(version))) {
            EtcdGateway gateway = etcd.gateway();
            new RandomRequests(gateway, 7).send(60);
            long lease = gateway.lease(1_000);
            var _ = gateway.put("leased", new byte[] {'1'}, lease);
            then = Answers.keys(gateway);
            revision = gateway.revision();
            // The lease ends, and its keys with it.
            gateway.revoke(lease);
            for (int i = 0; i < 20; i++) {
                var _ = gateway.put("k/" + i, new byte[] {'2'});
            }
            assertThat(Answers.keys(gateway)).isNotEqualTo(then);
            etcd.snapshot(snapshot);
        }
        try (EtcdCluster etcd = EtcdCluster.prepare(options -> options.version(version))) {
            RestoreResult result = restore(snapshot, new RestoreOptions(1_000, OptionalLong.of(revision)), etcd);
            assertThat(result.remarks()).extracting(Remark::code).containsExactly("leases-gone");
            etcd.start();
            assertThat(Answers.keys(etcd.gateway())).isEqualTo(then).anyMatch(key -> key.startsWith("leased=1"));
        }
    }

    private void restoreAndUse(EtcdVersion version, int members, long bump) {
        Path snapshot = folder.resolve("snapshot.db");
        List<String> before = fillAndTake(version, snapshot);
        try (EtcdCluster etcd = EtcdCluster.prepare(
                options -> options.version(version).members(members).token("restored"))) {
            RestoreResult result = restore(snapshot, new RestoreOptions(bump, OptionalLong.empty()), etcd);
            etcd.start();
            use(etcd, result, before);
        }
    }

    /** Takes a snapshot of a cluster that cannot be written to any more; gives its keys. */
    private static List<String> fillAndTake(EtcdVersion version, Path snapshot) {
        try (EtcdCluster etcd = EtcdCluster.start(options -> options.version(version))) {
            EtcdGateway gateway = etcd.gateway();
            new RandomRequests(gateway, 5).send(60);
            gateway.defragment();
            new RandomRequests(gateway, 6).send(60);
            // An alarm of the old cluster would keep the new one from writing.
            gateway.raise("NOSPACE");
            etcd.snapshot(snapshot);
            return Answers.keys(gateway);
        }
    }

    private static RestoreResult restore(Path snapshot, RestoreOptions restore, EtcdCluster etcd) {
        List<Target> targets = etcd.members().stream()
                .map(member -> new Target(member.name(), member.dataDirectory(), Optional.empty()))
                .toList();
        try (EtcdFile source = EtcdFile.open(snapshot, OpenOptions.standard())) {
            return Restore.run(
                    source, NewCluster.parse(etcd.initialCluster(), etcd.token()), restore, targets, step -> {});
        }
    }

    private static void use(EtcdCluster etcd, RestoreResult result, List<String> before) {
        EtcdMember first = etcd.member(0);
        EtcdGateway gateway = first.gateway();
        assertThat(Answers.keys(gateway)).isNotEmpty().isEqualTo(before);
        assertThat(gateway.revision()).isEqualTo(result.revision());
        assertThat(gateway.memberList().path("members")).hasSize(etcd.members().size());
        agree(etcd);
        assertThat(gateway.put("after", "restore".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(result.revision() + 1);
        etcd.members().forEach(member -> member.gateway().defragment());
        first.restart();
        List<String> after = Answers.keys(gateway);
        assertThat(after).hasSize(before.size() + 1).anyMatch(key -> key.startsWith("after=restore"));
        for (EtcdMember member : etcd.members()) {
            // Whoever has done a write of its own has all that was written before.
            var _ = member.gateway().put("by", member.name().getBytes(StandardCharsets.UTF_8));
        }
        long last = gateway.revision();
        etcd.members().forEach(member -> assertThat(member.gateway().revision()).isEqualTo(last));
        agree(etcd);
    }

    /** At the current revision, because 3.4 has no hash of the one that it has compacted at. */
    private static void agree(EtcdCluster etcd) {
        HashKv hash = Answers.hashKv(etcd, etcd.member(0), 0);
        for (EtcdMember member : etcd.members()) {
            assertThat(Answers.hashKv(etcd, member, 0)).isEqualTo(hash);
        }
    }
}
