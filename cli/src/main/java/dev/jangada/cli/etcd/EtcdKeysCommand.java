package dev.jangada.cli.etcd;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.terminal.Output;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.mvcc.KeyRecord;
import dev.jangada.etcd.storage.mvcc.Mvcc;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jangada etcd keys}: the keys of an etcd file; their values only where one is asked for. */
@Command(name = "keys")
final class EtcdKeysCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Mixin
    private EtcdFileOption file;

    @Parameters(index = "1", arity = "0..1", paramLabel = "PREFIX", descriptionKey = "etcd.keys.prefix")
    private String prefix = "";

    @Option(names = "--rev", paramLabel = "REVISION", descriptionKey = "etcd.rev")
    private long revision;

    @Option(
            names = {"-l", "--long"},
            descriptionKey = "etcd.keys.long")
    private boolean details;

    @Option(names = "--value", descriptionKey = "etcd.keys.value")
    private boolean value;

    @Mixin
    private OutputOption output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    EtcdKeysCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        if (value && (details || output.isJson())) {
            throw new Problem(
                    ExitCode.USAGE,
                    EtcdCommandMessage.OPTIONS_EXCLUDE,
                    "--value",
                    details ? "--long" : "--output=json");
        }
        try (EtcdFile opened = file.open(jangada.globals())) {
            Mvcc mvcc = opened.mvcc();
            long at = revision == 0 ? mvcc.currentRevision() : revision;
            byte[] beginning = prefix.getBytes(StandardCharsets.UTF_8);
            if (value) {
                KeyRecord record = mvcc.get(beginning, at)
                        .orElseThrow(() -> new Problem(
                                ExitCode.FAILED, EtcdCommandMessage.ETCD_NO_SUCH_KEY, opened.name(), prefix, at));
                raw(record.valueBytes());
            } else if (output.isJson()) {
                json(mvcc, at, beginning);
            } else {
                text(mvcc, at, beginning);
            }
            EtcdFileOption.tellRemarks(jangada, opened);
        }
        return 0;
    }

    /** Byte by byte as it is stored; a terminal would obey what is in it. */
    private void raw(byte[] bytes) {
        if (jangada.terminal().outIsTerminal()) {
            throw new Problem(ExitCode.USAGE, EtcdCommandMessage.ETCD_VALUE_ON_TERMINAL);
        }
        jangada.terminal().flush();
        new Output(new FileOutputStream(FileDescriptor.out)).write(bytes, 0, bytes.length);
    }

    private void text(Mvcc mvcc, long at, byte[] beginning) {
        var out = jangada.terminal().out();
        if (details) {
            out.println(jangada.terminal().text(EtcdCommandMessage.ETCD_KEYS_COLUMNS));
        }
        mvcc.at(at, beginning)
                .forEach(key -> out.println(
                        details
                                ? "%12d %12d %8d %10d  %-16s %s"
                                        .formatted(
                                                key.revision(),
                                                key.createRevision(),
                                                key.version(),
                                                key.valueSize(),
                                                key.lease() == 0 ? "-" : Long.toHexString(key.lease()),
                                                Terminal.harmless(key.keyText()))
                                : Terminal.harmless(key.keyText())));
    }

    private void json(Mvcc mvcc, long at, byte[] beginning) throws IOException {
        try (JsonGenerator json =
                Json.mapper().createGenerator(jangada.terminal().out())) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("formatVersion", 1);
            json.writeNumberField("revision", at);
            json.writeArrayFieldStart("keys");
            mvcc.at(at, beginning).forEach(key -> write(json, key));
            json.writeEndArray();
            json.writeEndObject();
        }
        jangada.terminal().out().println();
    }

    /** Field names as etcd's API has them. */
    private static void write(JsonGenerator json, KeyRecord key) {
        try {
            json.writeStartObject();
            json.writeStringField("key", key.keyText());
            json.writeNumberField("mod_revision", key.revision());
            json.writeNumberField("create_revision", key.createRevision());
            json.writeNumberField("version", key.version());
            json.writeNumberField("valueSize", key.valueSize());
            if (key.lease() != 0) {
                json.writeStringField("lease", Long.toHexString(key.lease()));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
