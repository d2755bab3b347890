package dev.jangada.etcd.storage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.jangada.etcd.storage.mvcc.HashKv;
import dev.jangada.etcd.storage.mvcc.KeyRecord;
import dev.jangada.etcd.storage.mvcc.Mvcc;
import dev.jangada.kube.model.Json;
import dev.jangada.lab.EtcdCluster;
import dev.jangada.lab.EtcdGateway;
import dev.jangada.lab.EtcdMember;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What a server says and what we read, in the same form. */
final class Answers {

    private Answers() {}

    /** What etcd's keys are in JSON. */
    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Every key as {@code KEY=VALUE create/mod/version/lease}, in order, as the server gives it. */
    static List<String> keys(EtcdGateway gateway) {
        var keys = new ArrayList<String>();
        String all = Base64.getEncoder().encodeToString(new byte[1]);
        for (JsonNode each : gateway.call(
                        "/v3/kv/range", Json.object().put("key", all).put("range_end", all))
                .path("kvs")) {
            keys.add("%s=%s %d/%d/%d/%d"
                    .formatted(
                            text(each, "key"),
                            text(each, "value"),
                            each.path("create_revision").asLong(),
                            each.path("mod_revision").asLong(),
                            each.path("version").asLong(),
                            each.path("lease").asLong()));
        }
        return keys;
    }

    private static String text(JsonNode node, String field) {
        return new String(Base64.getDecoder().decode(node.path(field).asText("")), StandardCharsets.UTF_8);
    }

    /** The same as we read it. */
    static List<String> keys(Mvcc mvcc) {
        var keys = new ArrayList<String>();
        mvcc.at(mvcc.currentRevision())
                .forEach((KeyRecord record) -> keys.add("%s=%s %d/%d/%d/%d"
                        .formatted(
                                record.keyText(),
                                new String(record.valueBytes(), StandardCharsets.UTF_8),
                                record.createRevision(),
                                record.revision(),
                                record.version(),
                                record.lease())));
        return keys;
    }

    /** A member's HashKV at a revision, 0 for the current one. */
    static HashKv hashKv(EtcdCluster etcd, EtcdMember member, long revision) {
        EtcdCluster.HashKv said = etcd.hashKv(member, revision);
        return new HashKv(said.hash(), revision == 0 ? member.gateway().revision() : revision, said.compactRevision());
    }
}
