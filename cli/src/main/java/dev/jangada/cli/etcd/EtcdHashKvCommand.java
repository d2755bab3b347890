package dev.jangada.cli.etcd;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.terminal.Facts;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.mvcc.HashKv;
import dev.jangada.kube.model.Json;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jangada etcd hashkv}: the checksum by which members compare what they hold. */
@Command(name = "hashkv")
final class EtcdHashKvCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Mixin
    private EtcdFileOption file;

    @Option(names = "--rev", paramLabel = "REVISION", descriptionKey = "etcd.rev")
    private long revision;

    @Mixin
    private OutputOption output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    EtcdHashKvCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        Terminal terminal = jangada.terminal();
        try (EtcdFile opened = file.open(jangada.globals())) {
            HashKv hash = opened.mvcc().hashKv(revision);
            if (output.isJson()) {
                ObjectNode json = Json.object();
                put(json, hash);
                TextOrJson.print(terminal, json);
            } else {
                var facts = new Facts(terminal);
                facts.add(EtcdCommandMessage.ETCD_HASHKV, Long.toString(hash.hash()));
                facts.add(EtcdCommandMessage.ETCD_HASH_REVISION, Long.toString(hash.hashRevision()));
                facts.add(EtcdCommandMessage.ETCD_COMPACT_REVISION, Long.toString(hash.compactRevision()));
                facts.print();
            }
            EtcdFileOption.tellRemarks(jangada, opened);
        }
        return 0;
    }

    /** As etcdutl names them. */
    static void put(ObjectNode json, HashKv hash) {
        json.put("hash", hash.hash())
                .put("hashRevision", hash.hashRevision())
                .put("compactRevision", hash.compactRevision());
    }
}
