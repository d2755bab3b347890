package dev.jangada.cli.etcd;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.etcd.CheckedSnapshot;
import dev.jangada.backup.etcd.EtcdFileData;
import dev.jangada.cli.command.ByteFlow;
import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Globals;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.Progress;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.terminal.ByteCount;
import dev.jangada.cli.terminal.Facts;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.etcd.client.Endpoint;
import dev.jangada.etcd.client.EtcdAccess;
import dev.jangada.etcd.client.EtcdClient;
import dev.jangada.etcd.client.SavedSnapshot;
import dev.jangada.etcd.client.SnapshotOrder;
import dev.jangada.etcd.client.SnapshotRecord;
import dev.jangada.etcd.client.Snapshots;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jangada etcd save}: a snapshot of a running etcd, checked before it gets its name. */
@Command(name = "save")
final class EtcdSaveCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Parameters(index = "0", paramLabel = "FILE", descriptionKey = "etcd.save.file")
    private Path file;

    @Mixin
    private EtcdAccessOptions options;

    @Option(names = "--from", paramLabel = "URL", descriptionKey = "etcd.save.from")
    @Nullable
    private String from;

    @Mixin
    private OutputOption output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    EtcdSaveCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        Terminal terminal = jangada.terminal();
        EtcdAccess access = options.access(jangada);
        boolean tls = access.endpoints().getFirst().tls();
        Optional<Endpoint> member = Optional.ofNullable(from).map(text -> Endpoint.of(text, tls));
        SavedSnapshot saved;
        var versions = new AtomicReference<Optional<KubernetesVersion>>(Optional.empty());
        var kubernetesInside = new AtomicBoolean();
        Duration took;
        try (EtcdClient client = EtcdClient.open(access);
                var check = new CheckedSnapshot(data -> {
                    versions.set(KubernetesVersion.of(data, jangada.globals().etcdPrefix()));
                    kubernetesInside.set(isKubernetes(data));
                });
                Progress progress = Progress.start(terminal, jangada.globals())) {
            ByteFlow flow = progress.flow(terminal.text(EtcdCommandMessage.ETCD_RECEIVING));
            saved = new Snapshots(client, Clock.systemUTC())
                    .save(new SnapshotOrder(file, member, check, Map.of(), (received, total) -> {
                        flow.at(received, total);
                        if (received >= total) {
                            var _ = progress.flow(terminal.text(EtcdCommandMessage.ETCD_CHECKING));
                        }
                    }));
            took = progress.elapsed();
        }
        Optional<KubernetesVersion> kubernetes = versions.get();
        note(kubernetes);
        for (Problem warning : saved.warnings()) {
            terminal.note(CommandMessage.WARNING, warning);
        }
        if (output.isJson()) {
            TextOrJson.print(terminal, json(saved.record(), kubernetes, took));
        } else {
            text(saved.record(), kubernetes, took);
            if (!jangada.globals().quiet()) {
                next(kubernetesInside.get());
            }
        }
        return 0;
    }

    private boolean isKubernetes(EtcdFileData data) {
        try {
            return EtcdContents.isKubernetes(data, jangada.globals().etcdPrefix());
        } catch (Problem anotherPrefix) {
            // Only a hint depends on it; the snapshot is good.
            return false;
        }
    }

    /** A snapshot is as good without it: whoever cannot write it is told, and has the snapshot. */
    private void note(Optional<KubernetesVersion> kubernetes) {
        if (kubernetes.isPresent()) {
            Path record = SnapshotRecord.fileOf(file);
            try {
                NotedVersion.in(record, kubernetes.get());
            } catch (IOException e) {
                jangada.terminal()
                        .note(
                                CommandMessage.WARNING,
                                jangada.terminal()
                                        .text(EtcdCommandMessage.ETCD_NOT_NOTED, record, FileFailure.reason(e)));
            }
        }
    }

    private void text(SnapshotRecord record, Optional<KubernetesVersion> kubernetes, Duration took) {
        Terminal terminal = jangada.terminal();
        terminal.out()
                .println(terminal.text(
                        EtcdCommandMessage.ETCD_SAVED,
                        ByteCount.exact(terminal, record.received().size()),
                        file,
                        record.endpoint(),
                        took.toMillis() / 1000.0));
        var facts = new Facts(terminal);
        facts.add(EtcdCommandMessage.ETCD_REVISION, Long.toString(record.revision()));
        facts.add(
                EtcdCommandMessage.ETCD_RAFT_INDEX,
                Long.toString(record.status().raftAppliedIndex()));
        facts.add(EtcdCommandMessage.ETCD_VERSION, record.status().version());
        kubernetes.ifPresent(version -> facts.add(
                EtcdCommandMessage.ETCD_KUBERNETES,
                terminal.text(
                        switch (version.witness()) {
                            case API_SERVER -> EtcdCommandMessage.ETCD_KUBERNETES_API_SERVER;
                            case KUBEADM -> EtcdCommandMessage.ETCD_KUBERNETES_KUBEADM;
                            case KUBELETS -> EtcdCommandMessage.ETCD_KUBERNETES_KUBELETS;
                        },
                        version.version())));
        facts.add(
                EtcdCommandMessage.ETCD_CHECKED,
                terminal.text(
                        switch (record.hashComparison()) {
                            case EQUAL -> EtcdCommandMessage.ETCD_CHECKED_EQUAL;
                            case COMPACTED_MEANWHILE, NO_ANSWER -> EtcdCommandMessage.ETCD_CHECKED_ALONE;
                        }));
        facts.add(EtcdCommandMessage.ETCD_RECORD, SnapshotRecord.fileOf(file).toString());
        facts.print();
    }

    /** What one would do next with it; objects are proposed only where there are some. */
    private void next(boolean kubernetes) {
        Terminal terminal = jangada.terminal();
        Globals globals = jangada.globals();
        String status = globals.again("jangada", "etcd", "status", file.toString());
        terminal.out()
                .println(
                        kubernetes
                                ? terminal.text(
                                        EtcdCommandMessage.ETCD_SAVED_NEXT,
                                        status,
                                        globals.again("jangada", "get", "all", "-A", "--from", "etcd:" + file),
                                        globals.again("jangada", "backup", "create"))
                                : terminal.text(
                                        EtcdCommandMessage.ETCD_SAVED_NEXT_KEYS,
                                        status,
                                        globals.again("jangada", "etcd", "keys", file.toString())));
    }

    private ObjectNode json(SnapshotRecord record, Optional<KubernetesVersion> kubernetes, Duration took) {
        ObjectNode json = Json.object()
                .put("formatVersion", 1)
                .put("file", file.toString())
                .put("record", SnapshotRecord.fileOf(file).toString())
                .put("size", record.received().size())
                .put("sha256", record.received().sha256())
                .put("revision", record.revision())
                .put("compactRevision", record.compactRevision())
                .put("raftIndex", record.status().raftAppliedIndex())
                .put("etcdVersion", record.status().version())
                .put("endpoint", record.endpoint().toString())
                .put(
                        "hashComparison",
                        record.hashComparison().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("seconds", took.toMillis() / 1000.0);
        kubernetes.ifPresent(version -> NotedVersion.put(json, version));
        return json;
    }
}
