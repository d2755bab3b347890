package dev.jangada.cli.etcd;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.bolt.Check;
import dev.jangada.etcd.storage.bolt.Fault;
import dev.jangada.etcd.storage.mvcc.HashKv;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jangada etcd verify}: everything in an etcd file that can be checked, and the place of every fault. */
@Command(name = "verify")
final class EtcdVerifyCommand implements Callable<Integer> {

    /** Beyond that a file is not worth more lines. */
    private static final int MOST = 1000;

    private final Jangada jangada;

    @Mixin
    private EtcdFileOption file;

    @Mixin
    private OutputOption output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    EtcdVerifyCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        try {
            return verify();
        } catch (Problem problem) {
            // Too damaged to be looked into; a script gets its document all the same.
            if (problem.exitCode() == ExitCode.CORRUPT && output.isJson()) {
                TextOrJson.print(jangada.terminal(), json(problem));
            }
            throw problem;
        }
    }

    private int verify() throws IOException {
        EtcdFile.Verified lies;
        try (EtcdFile lying = file.openAsItLies(jangada.globals())) {
            lies = lying.verifyAndHash(MOST);
            if (!lies.check().faults().isEmpty() || lying.kind() != EtcdFile.Kind.MEMBER) {
                return tell(lying, lies);
            }
        }
        // The file is sound; what its member has is that and its log.
        try (EtcdFile opened = file.open(jangada.globals())) {
            return tell(opened, opened.isRebuilt() ? withLog(lies, opened.verifyAndHash(MOST)) : lies);
        }
    }

    private static EtcdFile.Verified withLog(EtcdFile.Verified lies, EtcdFile.Verified rebuilt) {
        return rebuilt.hash().isPresent() ? new EtcdFile.Verified(lies.check(), rebuilt.hash()) : rebuilt;
    }

    private int tell(EtcdFile opened, EtcdFile.Verified verified) throws IOException {
        Check check = verified.check();
        if (output.isJson()) {
            TextOrJson.print(jangada.terminal(), json(opened, check, verified.hash()));
        } else {
            text(opened, check, verified.hash());
        }
        return (check.faults().isEmpty() ? ExitCode.DONE : ExitCode.CORRUPT).code();
    }

    private void text(EtcdFile opened, Check check, Optional<HashKv> hash) {
        Terminal terminal = jangada.terminal();
        for (Fault fault : check.faults()) {
            terminal.out().println(Terminal.harmless(fault.in(terminal.locale())));
        }
        if (hash.isEmpty()) {
            terminal.note(
                    check.complete()
                            ? EtcdCommandMessage.ETCD_VERIFY_DAMAGED
                            : EtcdCommandMessage.ETCD_VERIFY_DAMAGED_MORE,
                    opened.name(),
                    check.faults().size());
            return;
        }
        terminal.out()
                .println(terminal.text(
                        opened.bolt().hasTrailer()
                                ? EtcdCommandMessage.ETCD_VERIFY_SOUND
                                : EtcdCommandMessage.ETCD_VERIFY_STRUCTURE,
                        opened.name(),
                        check.pages(),
                        check.records()));
        terminal.out()
                .println(terminal.text(
                        EtcdCommandMessage.ETCD_VERIFY_HASH,
                        Long.toString(hash.get().hash()),
                        Long.toString(hash.get().hashRevision()),
                        Long.toString(hash.get().compactRevision())));
        EtcdFileOption.tellRemarks(jangada, opened);
    }

    /** The same fields, as far as there is anything to say. */
    private ObjectNode json(Problem problem) {
        ObjectNode json = Json.object()
                .put("formatVersion", 1)
                .put("file", file.path.toString())
                .put("sound", false)
                .put("complete", false);
        json.putArray("faults").addObject().put("code", problem.code()).put("text", problem.in(Locale.ENGLISH));
        return json;
    }

    private static ObjectNode json(EtcdFile opened, Check check, Optional<HashKv> hash) {
        ObjectNode json = Json.object()
                .put("formatVersion", 1)
                .put("file", opened.name())
                .put("sound", check.faults().isEmpty())
                .put("complete", check.complete())
                .put("checksum", opened.bolt().hasTrailer() ? "sha256" : "none")
                .put("pages", check.pages())
                .put("records", check.records());
        hash.ifPresent(value -> EtcdHashKvCommand.put(json.putObject("hashKv"), value));
        var faults = json.putArray("faults");
        for (Fault fault : check.faults()) {
            ObjectNode entry = faults.addObject().put("code", fault.code());
            if (fault.page() >= 0) {
                entry.put("page", fault.page());
            }
            entry.put("offset", fault.offset()).put("text", fault.in(Locale.ENGLISH));
        }
        return json;
    }
}
