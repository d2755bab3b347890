package dev.jangada.etcd.storage.wal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jangada.etcd.storage.bolt.BoltFile;
import dev.jangada.etcd.storage.bolt.BoltWriter;
import dev.jangada.etcd.storage.bolt.Bucket;
import dev.jangada.etcd.storage.bolt.Cursor;
import dev.jangada.etcd.storage.mvcc.ClusterRecords;
import dev.jangada.etcd.storage.mvcc.KeyRecord;
import dev.jangada.etcd.storage.mvcc.Mvcc;
import dev.jangada.etcd.storage.wire.ProtoReader;
import dev.jangada.etcd.storage.wire.ProtoWriter;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules of a replay that the random requests to real servers meet too seldom. */
class ReplayRulesTest {

    private static final int PUT = 4;
    private static final int DELETE = 5;
    private static final int ADD = 0;
    private static final int REMOVE = 1;
    private static final int UPDATE = 2;
    private static final int ADD_LEARNER = 3;

    private static final List<String> BUCKETS = List.of(
            "alarm", "auth", "authRoles", "authUsers", "cluster", "key", "lease", "members", "members_removed", "meta");

    @TempDir
    Path folder;

    @Test
    void whoeverPutsAKeyWithoutALeaseNeedsNoPermissionForOtherKeysWithoutOne() throws IOException {
        LogOfRequests log = userOfOneKey(new LogOfRequests().request(PUT, put("other")))
                .request("u", 9, PUT, put("mine"))
                .request("u", 9, PUT, put("other"));
        List<String> keys = after(log, ReplayRulesTest::keys);
        assertThat(keys).containsExactly("mine 3", "other 2");
    }

    @Test
    void nobodyIsAskedForPermissionsBeforeEtcd36OnceTheLogHasRaisedAnAlarm() throws IOException {
        List<String> before = after(deletedInAnAlarm("3.5.0"), ReplayRulesTest::keys);
        assertThat(before).containsExactly("again 4");
        List<String> since = after(deletedInAnAlarm("3.6.0"), ReplayRulesTest::keys);
        assertThat(since).containsExactly("again 3", "other 2");
    }

    /** A key goes that its deleter may not delete, while an alarm is raised, and another one when it no longer is. */
    private static LogOfRequests deletedInAnAlarm(String version) {
        var raised = new ProtoWriter().number(1, 1).number(2, 1).number(3, 1);
        var disarmed = new ProtoWriter().number(1, 2).number(2, 1).number(3, 1);
        return userOfOneKey(new LogOfRequests()
                        .request(1300, new ProtoWriter().text(1, version))
                        .request(PUT, put("other")))
                .request(10, raised)
                .request("u", 9, DELETE, new ProtoWriter().text(1, "other"))
                .request(10, disarmed)
                .request("root", 9, PUT, put("again"))
                .request("u", 9, DELETE, new ProtoWriter().text(1, "again"));
    }

    /** Somebody who may do something with the key {@code mine} alone; the revision of users and roles is 9 then. */
    private static LogOfRequests userOfOneKey(LogOfRequests log) {
        return log.request(1200, name("root"))
                .request(1200, name("r"))
                .request(1203, name("r").message(2, permission("mine")))
                .request(1100, name("root"))
                .request(1100, name("u"))
                .request(1104, grant("root", "root"))
                .request(1104, grant("u", "r"))
                .request(1000, new ProtoWriter());
    }

    @Test
    void promotedLearnerKeepsWhereItIs() throws IOException {
        var log = new LogOfRequests()
                .configure(ADD, 1, member(1, "http://a:2380", false))
                .configure(ADD_LEARNER, 2, member(2, "http://b:2380", true))
                .configure(ADD, 2, "{\"id\":2,\"peerURLs\":null,\"isPromote\":true}");
        List<String> members = after(log, ReplayRulesTest::members);
        assertThat(members).containsExactly("1 [http://a:2380] false", "2 [http://b:2380] false");
    }

    @Test
    void changesOfMembersThatEtcdRefusesChangeNothing() throws IOException {
        var log = new LogOfRequests()
                .configure(ADD, 1, member(1, "http://a:2380", false))
                .configure(ADD, 2, member(2, "http://b:2380", false))
                // A number and an address that are taken, members that nobody knows, and one that was sent away.
                .configure(ADD, 1, member(1, "http://c:2380", false))
                .configure(ADD, 3, member(3, "http://a:2380", false))
                .configure(UPDATE, 4, member(4, "http://d:2380", false))
                .configure(UPDATE, 2, member(2, "http://a:2380", false))
                .configure(REMOVE, 5, "")
                .configure(ADD, 6, "{\"id\":6,\"peerURLs\":null,\"isPromote\":true}")
                .configure(ADD, 2, "{\"id\":2,\"peerURLs\":null,\"isPromote\":true}")
                .configure(REMOVE, 2, "")
                .configure(ADD, 2, member(2, "http://b:2380", false))
                .commit(11);
        List<String> members = after(log, ReplayRulesTest::members);
        assertThat(members).containsExactly("1 [http://a:2380] false");
        List<String> removed =
                after(log, file -> texts(file.bucket("members_removed").orElseThrow()));
        assertThat(removed).containsExactly("2");
    }

    @Test
    void membersThatTheLogItselfNamesMakeTheMajority() throws IOException {
        var log = new LogOfRequests()
                .configure(ADD, 1, member(1, "http://a:2380", false))
                .request(PUT, put("alone"))
                .configure(ADD, 2, member(2, "http://b:2380", false))
                .request(PUT, put("two"))
                .commit(1);
        List<String> keys = after(log, ReplayRulesTest::keys);
        assertThat(keys).containsExactly("alone 2");
    }

    @Test
    void leaseThatIsLongerThanAnyIsRefused() throws IOException {
        var log = new LogOfRequests()
                .request(8, new ProtoWriter().number(1, 9_000_000_000L).number(2, 5))
                .request(8, new ProtoWriter().number(1, 9_000_000_001L).number(2, 6));
        List<Long> leases = after(
                log,
                file -> ClusterRecords.of(file).leases().stream()
                        .map(lease -> lease.id())
                        .toList());
        assertThat(leases).containsExactly(5L);
    }

    @Test
    void rangeIsDeletedInTheOrderOfItsKeys() throws IOException {
        var first = new LogOfRequests();
        for (int i = 0; i < 9; i++) {
            first.request(PUT, put("k" + i));
        }
        // Of the nine that the database has then, two are put again, one of them with a lease, and one goes alone.
        var log = new LogOfRequests(9)
                .request(8, new ProtoWriter().number(1, 100).number(2, 5))
                .request(PUT, put("k3").number(3, 5))
                .request(PUT, put("k55"))
                .request(DELETE, new ProtoWriter().text(1, "k2"))
                .request(DELETE, new ProtoWriter().text(1, "k1").text(2, "k8"))
                .request(DELETE, new ProtoWriter().text(1, "k1").text(2, "k8"))
                .request(PUT, put("k4"))
                .request(9, new ProtoWriter().number(1, 5));
        List<String> records = afterBoth(first, log);
        assertThat(records)
                .containsExactly(
                        "11.0 k3",
                        "12.0 k55",
                        "13.0 k2 gone",
                        "14.0 k1 gone",
                        "14.1 k3 gone",
                        "14.2 k4 gone",
                        "14.3 k5 gone",
                        "14.4 k55 gone",
                        "14.5 k6 gone",
                        "14.6 k7 gone",
                        "15.0 k4");
    }

    @Test
    void bucketWhoseNameIsNoTextKeepsItsName() throws IOException {
        byte[] name = {(byte) 0xC3, (byte) 0x28};
        var log = new LogOfRequests().request(PUT, put("k"));
        byte[] last = after(log, name, file -> file.buckets().getLast().nameBytes());
        assertThat(last).isEqualTo(name);
    }

    private <T> T after(LogOfRequests log, Function<BoltFile, T> found) throws IOException {
        return after(log, new byte[] {(byte) 'z'}, found);
    }

    /** The records of a second log, applied to what the first one has made. */
    private List<String> afterBoth(LogOfRequests first, LogOfRequests second) throws IOException {
        first.write(folder);
        try (BoltWriter writer = BoltWriter.unnamed(folder, "base")) {
            BUCKETS.forEach(writer::bucket);
            try (BoltFile base = writer.read();
                    BoltFile middle =
                            Replay.run(base, folder, false, folder).file().orElseThrow()) {
                long revision = Mvcc.of(middle).currentRevision();
                second.write(folder);
                try (BoltFile result =
                        Replay.run(middle, folder, false, folder).file().orElseThrow()) {
                    var records = new ArrayList<String>();
                    Bucket keys = result.bucket("key").orElseThrow();
                    for (Cursor at = keys.cursor(); at.valid(); at.next()) {
                        ByteBuffer key = ByteBuffer.wrap(at.key().toArray(ValueLayout.JAVA_BYTE));
                        if (key.getLong(0) > revision) {
                            var fields = new ProtoReader(at.value());
                            var _ = fields.next();
                            records.add(key.getLong(0) + "." + key.getLong(9) + " " + fields.text()
                                    + (key.capacity() == 18 ? " gone" : ""));
                        }
                    }
                    return records;
                }
            }
        }
    }

    /** What is found in an empty database, with one bucket more, after a log was applied. */
    private <T> T after(LogOfRequests log, byte[] bucket, Function<BoltFile, T> found) throws IOException {
        log.write(folder);
        try (BoltWriter writer = BoltWriter.unnamed(folder, "base")) {
            BUCKETS.forEach(writer::bucket);
            writer.bucket(bucket);
            writer.put(new byte[] {1}, new byte[] {2});
            try (BoltFile base = writer.read();
                    BoltFile result =
                            Replay.run(base, folder, false, folder).file().orElseThrow()) {
                return found.apply(result);
            }
        }
    }

    private static List<String> keys(BoltFile file) {
        var keys = new ArrayList<String>();
        Mvcc mvcc = Mvcc.of(file);
        mvcc.at(mvcc.currentRevision())
                .forEach((KeyRecord record) -> keys.add(record.keyText() + " " + record.revision()));
        return keys;
    }

    private static List<String> members(BoltFile file) {
        return ClusterRecords.of(file).members().stream()
                .map(member -> member.hexId() + " " + member.peerUrls() + " " + member.learner())
                .toList();
    }

    private static List<String> texts(Bucket bucket) {
        var texts = new ArrayList<String>();
        for (Cursor at = bucket.cursor(); at.valid(); at.next()) {
            texts.add(new String(at.key().toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII));
        }
        return texts;
    }

    private static ProtoWriter put(String key) {
        return new ProtoWriter().text(1, key).text(2, "v");
    }

    private static ProtoWriter name(String name) {
        return new ProtoWriter().text(1, name);
    }

    private static ProtoWriter grant(String user, String role) {
        return new ProtoWriter().text(1, user).text(2, role);
    }

    private static ProtoWriter permission(String key) {
        return new ProtoWriter().number(1, 2).text(2, key);
    }

    private static String member(long id, String url, boolean learner) {
        return "{\"id\":%d,\"peerURLs\":[\"%s\"]%s}".formatted(id, url, learner ? ",\"isLearner\":true" : "");
    }
}
