package dev.jangada.cli.etcd;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.restore.NewCluster;
import dev.jangada.etcd.storage.restore.NewMember;
import dev.jangada.etcd.storage.restore.RestoreOptions;
import dev.jangada.etcd.storage.restore.RestoreResult;
import dev.jangada.etcd.storage.restore.Target;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A restore of etcd as a script reads it: one JSON document. The plan is written before anything is made, so that it is
 * known what was meant also where the restore fails; then the document ends behind it.
 */
final class EtcdRestoreJson implements AutoCloseable {

    private final Terminal terminal;
    private final JsonGenerator json;

    /** Begins the document. */
    EtcdRestoreJson(Terminal terminal) throws IOException {
        this.terminal = terminal;
        this.json = Json.mapper().createGenerator(terminal.out());
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.useDefaultPrettyPrinter();
        json.writeStartObject();
        json.writeNumberField("formatVersion", 1);
    }

    /**
     * Writes what will be done, so that it is there to be read.
     *
     * @param kubernetes whether Kubernetes keeps its objects in the file
     */
    void plan(EtcdFile file, NewCluster cluster, RestoreOptions options, List<Target> targets, boolean kubernetes)
            throws IOException {
        OptionalLong bumped = options.bumped(file);
        ObjectNode plan = Json.object()
                .put("file", file.name())
                .put("kubernetes", kubernetes)
                .put("revision", options.revision().orElse(file.mvcc().currentRevision()))
                .put("bump", options.bump());
        bumped.ifPresent(revision -> plan.put("bumpedTo", revision));
        cluster(plan, cluster, cluster.id());
        ArrayNode members = plan.putArray("members");
        for (Target target : targets) {
            NewMember member = cluster.member(target.member());
            ObjectNode entry = member(target, member.id(cluster.token()));
            member.peerUrls().forEach(entry.putArray("peerUrls")::add);
            members.add(entry);
        }
        json.writeFieldName("plan");
        json.writeTree(plan);
        json.flush();
    }

    /** Writes what was done. */
    void result(EtcdFile file, NewCluster cluster, RestoreResult result) throws IOException {
        ObjectNode done = Json.object().put("file", file.name());
        cluster(done, cluster, result.clusterId());
        done.put("revision", result.revision())
                .put("bumped", result.bumped().isPresent())
                .put("size", result.size());
        EtcdHashKvCommand.put(done.putObject("hashKv"), result.hash());
        ArrayNode members = done.putArray("members");
        result.members().forEach(written -> members.add(member(written.target(), written.id())));
        ArrayNode remarks = done.putArray("remarks");
        result.remarks()
                .forEach(remark ->
                        remarks.addObject().put("code", remark.code()).put("text", remark.in(Locale.ENGLISH)));
        for (var field : done.properties()) {
            json.writeFieldName(field.getKey());
            json.writeTree(field.getValue());
        }
    }

    private static void cluster(ObjectNode json, NewCluster cluster, long id) {
        json.put("clusterId", Long.toHexString(id))
                .put("token", cluster.token())
                .put(
                        "initialCluster",
                        cluster.members().stream()
                                .flatMap(member -> member.peerUrls().stream().map(url -> member.name() + "=" + url))
                                .collect(Collectors.joining(",")));
    }

    private static ObjectNode member(Target target, long id) {
        ObjectNode entry = Json.object()
                .put("name", target.member())
                .put("id", Long.toHexString(id))
                .put("dataDir", target.dataDirectory().toString());
        target.walDirectory().ifPresent(wal -> entry.put("walDir", wal.toString()));
        return entry;
    }

    /** Ends the document. */
    @Override
    public void close() {
        try {
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        terminal.out().println();
    }
}
