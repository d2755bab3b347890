package dev.jangada.cli.etcd;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.Remark;
import dev.jangada.etcd.storage.bolt.Usage;
import dev.jangada.etcd.storage.mvcc.Alarm;
import dev.jangada.etcd.storage.mvcc.ClusterRecords;
import dev.jangada.etcd.storage.mvcc.Member;
import dev.jangada.etcd.storage.mvcc.Status;
import dev.jangada.etcd.storage.wal.Replay;
import dev.jangada.kube.model.Json;
import java.util.Locale;

/** An etcd file for a script: what etcdutl says, in its words, and what it does not say. */
final class EtcdStatusJson {

    private EtcdStatusJson() {}

    static ObjectNode of(EtcdFile file, Status status, EtcdContents contents) {
        ObjectNode json = Json.object()
                .put("formatVersion", 1)
                .put("file", file.name())
                .put("fileKind", file.kind().name().toLowerCase(Locale.ROOT))
                .put("checksum", file.bolt().hasTrailer() ? "sha256" : "none")
                .put("hash", status.hash())
                .put("revision", status.revision())
                .put("totalKey", status.totalKey())
                .put("totalSize", status.totalSize())
                .put("version", status.version())
                .put("lastRecordRevision", status.lastRecordRevision())
                .put("firstRecordRevision", status.firstRecordRevision())
                .put("oldestRevision", status.oldestRevision())
                .put("compactRevision", status.compactRevision().orElse(-1))
                .put("totalRecords", status.totalRecords())
                .put("keyRecords", status.keyRecords())
                .put("liveKeys", status.liveKeys())
                .put("liveBytes", status.liveBytes())
                .put("kubernetes", contents.kubernetes());
        contents(json, contents);
        usage(json.putObject("usage"), status.usage());
        cluster(json, status.cluster());
        file.replay().ifPresent(log -> log(json.putObject("log"), log));
        var remarks = json.putArray("remarks");
        for (Remark remark : file.remarks()) {
            remarks.addObject().put("code", remark.code()).put("text", remark.in(Locale.ENGLISH));
        }
        return json;
    }

    /** Raft indexes of a member's log: what the database had, what is told of here, what there is. */
    private static void log(ObjectNode json, Replay.Report log) {
        json.put("databaseIndex", log.from())
                .put("appliedIndex", log.to())
                .put("commitIndex", log.commit())
                .put("lastIndex", log.last())
                .put("voters", log.voters());
    }

    private static void contents(ObjectNode json, EtcdContents contents) {
        var groups = json.putArray("contents");
        for (EtcdContents.Group group : contents.groups()) {
            ObjectNode entry = groups.addObject().put("prefix", group.prefix());
            if (!group.kind().isEmpty()) {
                entry.put("kind", group.kind());
            }
            entry.put("keys", group.keys()).put("bytes", group.bytes());
            if (!group.encrypted().isEmpty()) {
                entry.put("encryption", String.join("+", group.encrypted().keySet()))
                        .put("encryptedKeys", group.encryptedKeys());
            }
        }
        contents.rest()
                .ifPresent(rest ->
                        json.putObject("notSorted").put("keys", rest.keys()).put("bytes", rest.bytes()));
    }

    private static void usage(ObjectNode json, Usage usage) {
        json.put("fileSize", usage.physical())
                .put("pageSize", usage.pageSize())
                .put("pages", usage.pages())
                .put("usedPages", usage.used())
                .put("freeBytes", usage.freeBytes())
                .put("reclaimableBytes", usage.reclaimableBytes());
    }

    private static void cluster(ObjectNode json, ClusterRecords cluster) {
        cluster.consistentIndex().ifPresent(index -> json.put("consistentIndex", index));
        cluster.term().ifPresent(term -> json.put("term", term));
        cluster.clusterVersion().ifPresent(version -> json.put("clusterVersion", version));
        var members = json.putArray("members");
        for (Member member : cluster.members()) {
            ObjectNode entry = members.addObject()
                    .put("id", member.hexId())
                    .put("name", member.name())
                    .put("learner", member.learner());
            member.peerUrls().forEach(entry.putArray("peerURLs")::add);
            member.clientUrls().forEach(entry.putArray("clientURLs")::add);
        }
        json.put("leases", cluster.leases().size());
        var alarms = json.putArray("alarms");
        for (Alarm alarm : cluster.alarms()) {
            alarms.addObject()
                    .put("member", Long.toHexString(alarm.member()))
                    .put("alarm", alarm.kind().name());
        }
        json.put("authEnabled", cluster.authEnabled())
                .put("users", cluster.users().size())
                .put("roles", cluster.roles().size());
    }
}
