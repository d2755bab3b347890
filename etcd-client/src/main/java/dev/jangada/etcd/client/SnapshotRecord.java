package dev.jangada.etcd.client;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is recorded beside a snapshot, in {@code FILE.json}. The format is in {@code docs/design/etcd-client.md}.
 *
 * @param takenAt when the member began to send it
 * @param endpoint where that member was asked
 * @param status what the member said of itself just before
 * @param received what came
 * @param revision the store's revision in the snapshot
 * @param compactRevision up to where it was compacted; -1 if it never was
 * @param hashComparison what came of comparing its keys with the member's
 * @param notes what the caller wants to be known too, for example {@code kubernetesVersion}
 */
public record SnapshotRecord(
        Instant takenAt,
        Endpoint endpoint,
        MemberStatus status,
        ReceivedSnapshot received,
        long revision,
        long compactRevision,
        HashComparison hashComparison,
        Map<String, String> notes) {

    /** The version of the format. */
    private static final int FORMAT = 1;

    public SnapshotRecord {
        notes = Map.copyOf(notes);
    }

    /** Where the record of a snapshot is. */
    public static Path fileOf(Path snapshot) {
        return snapshot.resolveSibling(snapshot.getFileName() + ".json");
    }

    /** The record's file. */
    public byte[] toJson() {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeNumberField("formatVersion", FORMAT);
            json.writeStringField("takenAt", takenAt.toString());
            json.writeNumberField("size", received.size());
            json.writeStringField("sha256", received.sha256());
            json.writeNumberField("revision", revision);
            json.writeNumberField("compactRevision", compactRevision);
            json.writeNumberField("raftIndex", status.raftAppliedIndex());
            json.writeNumberField("raftTerm", status.raftTerm());
            json.writeStringField("etcdVersion", status.version());
            if (!status.storageVersion().isEmpty()) {
                json.writeStringField("storageVersion", status.storageVersion());
            }
            json.writeStringField("clusterId", Long.toHexString(status.header().clusterId()));
            json.writeStringField("memberId", Long.toHexString(status.header().memberId()));
            json.writeStringField("endpoint", endpoint.toString());
            json.writeStringField(
                    "hashComparison",
                    hashComparison.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            for (var note : new TreeMap<>(notes).entrySet()) {
                json.writeStringField(note.getKey(), note.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.write('\n');
        return out.toByteArray();
    }
}
