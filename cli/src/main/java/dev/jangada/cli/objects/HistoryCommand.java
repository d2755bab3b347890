package dev.jangada.cli.objects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.read.ObjectState;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.source.BackupName;
import dev.jangada.cli.source.BackupsUpTo;
import dev.jangada.cli.source.EtcdName;
import dev.jangada.cli.source.RepositoryUse;
import dev.jangada.cli.source.Sources;
import dev.jangada.cli.terminal.Moment;
import dev.jangada.kube.model.BuiltinKinds;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.KindCatalog;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.kube.model.compare.FieldChange;
import dev.jangada.kube.storage.EtcdSource;
import dev.jangada.kube.storage.ObjectRevision;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jangada history}: every revision of one object that a source retains, and what it changed. */
@Command(name = "history")
public final class HistoryCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Parameters(index = "0", paramLabel = "KIND", descriptionKey = "history.kind")
    private String kind;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", descriptionKey = "history.name")
    @Nullable
    private String name;

    @Option(names = "--from", paramLabel = "SOURCE", required = true, descriptionKey = "history.from")
    private String from;

    @Option(names = "--all", descriptionKey = "history.all")
    private boolean all;

    @Mixin
    private RepositoryUse repository;

    @Mixin
    private OutputOption output;

    /** The command. */
    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    public HistoryCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        if (!EtcdName.isOne(from) && !BackupName.isOne(from)) {
            throw new Problem(ExitCode.USAGE, ObjectsMessage.HISTORY_NEEDS_ETCD, from);
        }
        Request request = Request.of(kind, name == null ? List.of() : List.of(name));
        if (request.names().size() != 1) {
            throw new Problem(ExitCode.USAGE, ObjectsMessage.HISTORY_ONE_OBJECT);
        }
        Request.Named wanted = request.names().getFirst();
        Sources sources = Sources.of(jangada, repository);
        String inNamespace = sources.namespace(from);
        if (isAcrossBackups()) {
            return acrossBackups(sources, wanted, inNamespace);
        }
        try (EtcdSource source = sources.openEtcd(from)) {
            ResourceKind known = kind(source, wanted.kind());
            String where = known.namespaced() ? inNamespace : "";
            List<ObjectRevision> revisions = source.history(known, where, wanted.name()).stream()
                    .filter(revision -> revision.revision() <= source.revision())
                    .toList();
            if (revisions.isEmpty()) {
                throw notFound(known, where, wanted.name());
            }
            List<Problem> unreadable = revisions.stream()
                    .flatMap(revision -> revision.unreadable().stream())
                    .toList();
            if (!unreadable.isEmpty()
                    && revisions.stream().allMatch(each -> each.object().isEmpty())) {
                throw unreadable.getFirst();
            }
            List<HistoryEntry> entries = HistoryEntry.of(revisions, all);
            if (output.isJson()) {
                TextOrJson.print(
                        jangada.terminal(),
                        json(
                                known,
                                where,
                                wanted.name(),
                                entries,
                                (entry, each) -> each.put("revision", entry.revision())));
            } else {
                var text = new HistoryText(jangada.terminal(), false, all);
                entries.forEach(entry -> text.print(entry, Long.toString(entry.revision())));
            }
            if (!unreadable.isEmpty()) {
                throw someUnreadable(unreadable, revisions.size());
            }
        }
        return 0;
    }

    /** Corrupt data is worse than what another key opens. */
    private Problem someUnreadable(List<Problem> unreadable, int of) {
        Problem first = unreadable.getFirst();
        boolean corrupt = unreadable.stream().anyMatch(problem -> problem.exitCode() == ExitCode.CORRUPT);
        return new Problem(
                first,
                corrupt ? ExitCode.CORRUPT : ExitCode.INCOMPLETE,
                ObjectsMessage.HISTORY_SOME_UNREADABLE,
                unreadable.size(),
                of,
                from,
                first);
    }

    private boolean isAcrossBackups() {
        return BackupName.isOne(from) && BackupName.of(from).revision().isEmpty();
    }

    private int acrossBackups(Sources sources, Request.Named wanted, String inNamespace) throws IOException {
        try (BackupsUpTo backups = sources.openBackups(from)) {
            ResourceKind known = backups.kind(wanted.kind());
            String where = known.namespaced() ? inNamespace : "";
            List<ObjectState> states = backups.history(known, where, wanted.name());
            if (states.isEmpty()) {
                throw notFound(known, where, wanted.name());
            }
            List<HistoryEntry> entries = HistoryEntry.ofBackups(states, all);
            if (output.isJson()) {
                TextOrJson.print(jangada.terminal(), json(known, where, wanted.name(), entries, (entry, each) -> {
                    Backup backup = states.get((int) entry.revision()).backup();
                    each.put("backup", backup.id().toString())
                            .put("backupTime", backup.time().toString());
                }));
            } else {
                var text = new HistoryText(jangada.terminal(), true, all);
                entries.forEach(entry -> {
                    Backup backup = states.get((int) entry.revision()).backup();
                    text.print(entry, backup.id().brief() + "  " + Moment.text(backup.time()));
                });
            }
        }
        return 0;
    }

    private Problem notFound(ResourceKind kind, String namespace, String object) {
        return namespace.isEmpty()
                ? new Problem(ExitCode.FAILED, ObjectsMessage.GET_NOT_FOUND, from, kind.resourceName(), object)
                : new Problem(
                        ExitCode.FAILED,
                        ObjectsMessage.GET_NOT_FOUND_IN_NAMESPACE,
                        from,
                        kind.resourceName(),
                        object,
                        namespace);
    }

    /** A kind of which nothing is left has a history all the same. */
    private static ResourceKind kind(EtcdSource source, String word) {
        try {
            return source.kinds().find(word).getFirst();
        } catch (Problem unknown) {
            try {
                return new KindCatalog(source.provenance().source(), BuiltinKinds.all())
                        .find(word)
                        .getFirst();
            } catch (Problem alsoUnknown) {
                throw unknown;
            }
        }
    }

    private ObjectNode json(
            ResourceKind known,
            String namespace,
            String object,
            List<HistoryEntry> entries,
            BiConsumer<HistoryEntry, ObjectNode> place) {
        ObjectNode json =
                Json.object().put("formatVersion", 1).put("source", from).put("kind", known.resourceName());
        if (!namespace.isEmpty()) {
            json.put("namespace", namespace);
        }
        json.put("name", object);
        var revisions = json.putArray("revisions");
        for (HistoryEntry entry : entries) {
            ObjectNode each = revisions.addObject();
            place.accept(entry, each);
            each.put("what", entry.what().word());
            entry.object().ifPresent(kept -> {
                each.put("apiVersion", kept.apiVersion());
                if (!kept.missing().isEmpty()) {
                    kept.missing().forEach(each.putArray("missing")::add);
                }
            });
            entry.writer().ifPresent(by -> {
                by.time().ifPresent(time -> each.put("time", time.toString()));
                each.put("manager", by.manager()).put("operation", by.operation());
                if (!by.subresource().isEmpty()) {
                    each.put("subresource", by.subresource());
                }
            });
            var fields = each.putArray("fields");
            for (FieldChange change : entry.changes()) {
                ObjectNode field = fields.addObject()
                        .put("path", change.path())
                        .put("change", change.what().name().toLowerCase(Locale.ROOT))
                        .put("sensitive", change.sensitive());
                change.before().ifPresent(value -> field.set("before", value.shown()));
                change.after().ifPresent(value -> field.set("after", value.shown()));
            }
        }
        return json;
    }
}
