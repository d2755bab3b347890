package dev.jangada.cli.objects;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.FromOption;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.Progress;
import dev.jangada.cli.command.Reasons;
import dev.jangada.cli.command.SelectionOptions;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.command.Version;
import dev.jangada.cli.source.ObservedSource;
import dev.jangada.cli.source.RepositoryUse;
import dev.jangada.cli.source.Sources;
import dev.jangada.cli.source.WatchedSource;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.cluster.LiveSource;
import dev.jangada.kube.dump.DumpOptions;
import dev.jangada.kube.dump.DumpResult;
import dev.jangada.kube.dump.DumpWriter;
import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.Json;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Scrub;
import dev.jangada.problem.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jangada dump}: a source's objects in the guide's three files. */
@Command(name = "dump")
public final class DumpCommand implements Callable<Integer> {

    private static final int KINDS_AT_A_TIME = 4;

    /** Of a gap whose objects were read, and are less than what was stored. */
    private static final String PARTIAL = "partial-objects";

    private final Jangada jangada;

    @Parameters(paramLabel = "DIR", descriptionKey = "dump.directory")
    private Path directory;

    @Mixin
    private FromOption from;

    @Mixin
    private SelectionOptions selection;

    @Option(names = "--scrub", paramLabel = "LEVEL", descriptionKey = "dump.scrub")
    private Scrub.Level scrub = Scrub.Level.GUIDE;

    @Option(names = "--all-kinds", descriptionKey = "dump.all-kinds")
    private boolean allKinds;

    @Option(names = "--system-namespaces", descriptionKey = "dump.system-namespaces")
    private boolean systemNamespaces;

    @Option(names = "--finished-jobs", descriptionKey = "dump.finished-jobs")
    private boolean finishedJobs;

    @Option(names = "--node-owned", descriptionKey = "dump.node-owned")
    private boolean nodeOwned;

    @Option(names = "--force", descriptionKey = "dump.force")
    private boolean force;

    @Mixin
    private RepositoryUse repository;

    @Mixin
    private OutputOption output;

    /** The command. */
    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    public DumpCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        Terminal terminal = jangada.terminal();
        DumpResult result;
        Duration took;
        try (ObjectSource source = Sources.of(jangada, repository).open(from.source())) {
            var options = new DumpOptions(
                    new Scrub(scrub, systemNamespaces, finishedJobs, nodeOwned),
                    allKinds,
                    selection.selection(jangada.globals().namespaces(), source),
                    KINDS_AT_A_TIME,
                    force);
            if (!(source instanceof LiveSource)) {
                // A cluster serves what it gives; files may hold versions that no cluster takes any more.
                options = options.converting();
            }
            jangada.warnOfUnknownNamespaces(source);
            if (source instanceof WatchedSource watched) {
                // A dump that lacks something is told as incomplete.
                watched.watch().leave();
            }
            try (Progress progress = Progress.start(terminal, jangada.globals())) {
                result = new DumpWriter("jangada " + Version.text(), Clock.systemUTC())
                        .write(new ObservedSource(source, progress), directory, options);
                took = progress.elapsed();
            }
        }
        for (Gap gap : result.gaps()) {
            boolean partial = gap.why().code().equals(PARTIAL);
            terminal.note(partial ? ObjectsMessage.DUMP_REMARK : CommandMessage.GAP, gap.what(), gap.why());
        }
        for (DumpResult.Remark remark : result.remarks()) {
            terminal.note(
                    ObjectsMessage.DUMP_REMARK, remark.object(), remark.note().in(terminal.locale()));
        }
        for (DumpResult.DumpedKind kind : result.kinds()) {
            if (kind.spansRevisions()) {
                jangada.noteRevisions(kind.kind(), kind.revisions());
            }
        }
        if (output.isJson()) {
            tellJson(result, took);
        } else {
            tellText(result, took);
        }
        if (systemNamespaces) {
            terminal.note(ObjectsMessage.DUMP_SYSTEM_NAMESPACES);
        }
        if (result.complete()) {
            return ExitCode.DONE.code();
        }
        terminal.note(ObjectsMessage.DUMP_INCOMPLETE);
        return Gaps.code(result.gaps()).code();
    }

    private void tellText(DumpResult result, Duration took) {
        Terminal terminal = jangada.terminal();
        long kinds = result.kinds().stream().filter(kind -> kind.objects() > 0).count();
        terminal.out()
                .println(terminal.text(
                        ObjectsMessage.DUMP_DONE,
                        result.objects(),
                        kinds,
                        result.directory(),
                        took.toMillis() / 1000.0));
        if (!result.leftOut().isEmpty()) {
            terminal.out()
                    .println(terminal.text(
                            CommandMessage.DUMP_LEFT_OUT,
                            result.leftOut().entrySet().stream()
                                    .sorted(Map.Entry.comparingByKey())
                                    .map(entry -> entry.getValue() + " " + Reasons.text(terminal, entry.getKey()))
                                    .collect(Collectors.joining(", "))));
        }
        result.keptAside().ifPresent(aside -> terminal.note(ObjectsMessage.DUMP_KEPT_ASIDE, aside));
        if (!jangada.globals().quiet() && scrub != Scrub.Level.NONE) {
            // kubectl asks what every kind is before it applies anything: of custom ones the definitions must be there.
            ObjectsMessage hint =
                    hasDefinitions(result) ? ObjectsMessage.DUMP_APPLY_HINT_CUSTOM : ObjectsMessage.DUMP_APPLY_HINT;
            terminal.out().println(terminal.text(hint, directory));
        }
    }

    private static boolean hasDefinitions(DumpResult result) {
        return result.kinds().stream()
                .anyMatch(kind -> kind.kind().kind().equals("CustomResourceDefinition") && kind.objects() > 0);
    }

    private void tellJson(DumpResult result, Duration took) throws IOException {
        ObjectNode tree = Json.object();
        tree.put("formatVersion", 1)
                .put("directory", result.directory().toString())
                .put("complete", result.complete())
                .put("objects", result.objects())
                .put("bytes", result.bytes())
                .put("seconds", took.toMillis() / 1000.0);
        var kinds = tree.putArray("kinds");
        for (DumpResult.DumpedKind kind : result.kinds()) {
            ObjectNode entry = kinds.addObject()
                    .put("kind", kind.kind().resourceName())
                    .put("apiVersion", kind.kind().apiVersion())
                    .put("objects", kind.objects());
            kind.revisions().forEach(entry.putArray("resourceVersions")::add);
            if (kind.partial().count() > 0) {
                entry.put("partial", kind.partial().count());
            }
        }
        ObjectNode leftOut = tree.putObject("leftOut");
        result.leftOut().forEach((reason, count) -> leftOut.put(Reasons.name(reason), count));
        var gaps = tree.putArray("gaps");
        result.gaps()
                .forEach(gap -> gaps.addObject()
                        .put("what", gap.what())
                        .put("why", gap.why().getMessage()));
        var remarks = tree.putArray("remarks");
        result.remarks()
                .forEach(remark -> remarks.addObject()
                        .put("object", remark.object().toString())
                        .put("text", remark.note().toString()));
        result.keptAside().ifPresent(aside -> tree.put("keptAside", aside.toString()));
        TextOrJson.print(jangada.terminal(), tree);
    }
}
