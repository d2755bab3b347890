package dev.jangada.etcd.storage.restore;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.jangada.etcd.storage.mvcc.Member;
import dev.jangada.etcd.storage.wal.HardState;
import dev.jangada.etcd.storage.wal.WalWriter;
import dev.jangada.etcd.storage.wire.Crc32c;
import dev.jangada.etcd.storage.wire.ProtoWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The log and the raft snapshot of a member that has done nothing yet but to learn of its cluster: an entry for each
 * member in term 1, and a snapshot right behind them. Source: etcd, etcdutl/snapshot, saveWALAndSnap.
 */
final class RaftFiles {

    static final long TERM = 1;

    private static final JsonFactory JSON = new JsonFactory();

    private final NewCluster cluster;

    RaftFiles(NewCluster cluster) {
        this.cluster = cluster;
    }

    /** The last entry of the log, and of the snapshot. */
    private long index() {
        return cluster.members().size();
    }

    /** The log of a member. */
    byte[] log(long member) {
        var log = new WalWriter(member, cluster.id()).snapshot(0, 0, null);
        List<Member> members = cluster.sorted();
        for (int i = 0; i < members.size(); i++) {
            log.join(i + 1, TERM, members.get(i).id(), members.get(i).json());
        }
        return log.state(new HardState(TERM, members.getFirst().id(), index()))
                .snapshot(index(), TERM, confState())
                .toBytes();
    }

    private ProtoWriter confState() {
        var state = new ProtoWriter();
        cluster.ids().forEach(id -> state.number(1, id));
        return state.number(5, 0);
    }

    /** The name of the snapshot: its term and its last entry. */
    String snapshotName() {
        return "%016x-%016x.snap".formatted(TERM, index());
    }

    /** The snapshot; the same for every member. */
    byte[] snapshot() {
        byte[] data = new ProtoWriter()
                .bytes(1, members())
                .message(
                        2,
                        new ProtoWriter()
                                .message(1, confState())
                                .number(2, index())
                                .number(3, TERM))
                .toBytes();
        return new ProtoWriter()
                .number(1, Integer.toUnsignedLong(Crc32c.of(data).value()))
                .bytes(2, data)
                .toBytes();
    }

    /** Members as etcd's old store has them, from which 3.4 and 3.5 learn of them; the least of it that they take. */
    private byte[] members() {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeFieldName("Root");
            directory(json, "/", () -> {
                child(json, "0", "/0", () -> {
                    child(json, "members", "/0/members", () -> {
                        for (Member member : cluster.sorted()) {
                            String path = "/0/members/" + member.hexId();
                            child(json, member.hexId(), path, () -> {
                                leaf(json, "raftAttributes", path, peers(member));
                                leaf(json, "attributes", path, name(member));
                            });
                        }
                    });
                });
                child(json, "1", "/1", () -> {});
            });
            json.writeNumberField("CurrentIndex", index());
            json.writeNumberField("CurrentVersion", 2);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private interface Content {
        void write() throws IOException;
    }

    private static void child(JsonGenerator json, String name, String path, Content children) throws IOException {
        json.writeFieldName(name);
        directory(json, path, children);
    }

    private static void directory(JsonGenerator json, String path, Content children) throws IOException {
        json.writeStartObject();
        fields(json, path, "");
        json.writeObjectFieldStart("Children");
        children.write();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void leaf(JsonGenerator json, String name, String directory, String value) throws IOException {
        json.writeObjectFieldStart(name);
        fields(json, directory + "/" + name, value);
        json.writeNullField("Children");
        json.writeEndObject();
    }

    private static void fields(JsonGenerator json, String path, String value) throws IOException {
        json.writeStringField("Path", path);
        json.writeNumberField("CreatedIndex", 0);
        json.writeNumberField("ModifiedIndex", 0);
        json.writeStringField("ExpireTime", "0001-01-01T00:00:00Z");
        json.writeStringField("Value", value);
    }

    private static String peers(Member member) throws IOException {
        var out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("peerURLs");
            for (String url : member.peerUrls()) {
                json.writeString(url);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toString();
    }

    private static String name(Member member) throws IOException {
        var out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("name", member.name());
            json.writeEndObject();
        }
        return out.toString();
    }
}
