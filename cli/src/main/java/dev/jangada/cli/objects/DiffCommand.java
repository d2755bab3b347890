package dev.jangada.cli.objects;

import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.Progress;
import dev.jangada.cli.command.SelectionOptions;
import dev.jangada.cli.source.ObservedSource;
import dev.jangada.cli.source.RepositoryUse;
import dev.jangada.cli.source.Sources;
import dev.jangada.cli.source.StoredSource;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.dump.convert.VersionConverter;
import dev.jangada.kube.model.Gap;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.model.Scrub;
import dev.jangada.kube.model.compare.DiffOptions;
import dev.jangada.kube.model.compare.DiffSummary;
import dev.jangada.kube.model.compare.NormalForm;
import dev.jangada.kube.model.compare.SourceDiff;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jangada diff}: what was added, removed and changed between two sources. */
@Command(name = "diff")
public final class DiffCommand implements Callable<Integer> {

    private static final int KINDS_AT_A_TIME = 4;

    private final Jangada jangada;

    @Parameters(index = "0", paramLabel = "SOURCE", descriptionKey = "diff.before")
    private String before;

    @Parameters(index = "1", paramLabel = "SOURCE", descriptionKey = "diff.after")
    private String after;

    @Mixin
    private SelectionOptions selection;

    @Option(names = "--all", descriptionKey = "diff.all")
    private boolean all;

    @Option(names = "--scrub", paramLabel = "LEVEL", descriptionKey = "diff.scrub")
    private Scrub.@Nullable Level scrub;

    @Option(names = "--show-secrets", descriptionKey = "diff.show-secrets")
    private boolean showSecrets;

    @Mixin
    private RepositoryUse repository;

    @Mixin
    private OutputOption output;

    /** The command. */
    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    public DiffCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        Terminal terminal = jangada.terminal();
        if (showSecrets && !terminal.outIsTerminal()) {
            throw new Problem(ExitCode.USAGE, ObjectsMessage.SECRETS_ONLY_ON_TERMINAL);
        }
        DiffSummary summary;
        Sources sources = Sources.of(jangada, repository);
        try (ObjectSource first = sources.open(before);
                ObjectSource second = sources.open(after)) {
            var options = new DiffOptions(
                    selection.selection(jangada.globals().namespaces(), first, second),
                    all ? NormalForm.asRead() : NormalForm.standard(),
                    scrub(first, second),
                    KINDS_AT_A_TIME);
            jangada.warnOfUnknownNamespaces(first, second);
            // Only now: a document that is begun must be ended.
            DiffReport report = output.isJson()
                    ? new JsonDiffReport(terminal, showSecrets)
                    : new TextDiffReport(terminal, showSecrets, before, after, options);
            try (Progress progress = progress()) {
                summary = new SourceDiff(
                                new ObservedSource(first, progress),
                                new ObservedSource(second, progress),
                                options,
                                new VersionConverter(),
                                FileSpool::new)
                        .run(progress.clearing(report));
            }
            summary = withoutEmptyKinds(summary, first, second);
            report.end(summary);
        }
        Stream.concat(summary.before().spanning().stream(), summary.after().spanning().stream())
                .forEach(reading -> jangada.noteRevisions(reading.kind(), reading.resourceVersions()));
        if (!summary.complete()) {
            List<Gap> gaps = Stream.concat(summary.before().gaps().stream(), summary.after().gaps().stream())
                    .toList();
            gaps.forEach(gap -> terminal.note(CommandMessage.GAP, gap.what(), gap.why()));
            terminal.note(ObjectsMessage.DIFF_INCOMPLETE);
            return Gaps.code(gaps).code();
        }
        if (summary.isSame() && summary.notComparable() > 0) {
            return ExitCode.INCOMPLETE.code();
        }
        return (summary.isSame() ? ExitCode.DONE : ExitCode.DIFFERENT).code();
    }

    /** Where there is no object of a kind that only one side covers, there is nothing to tell. */
    private static DiffSummary withoutEmptyKinds(DiffSummary summary, ObjectSource first, ObjectSource second) {
        return new DiffSummary(
                summary.same(),
                summary.added(),
                summary.removed(),
                summary.changed(),
                summary.notComparable(),
                summary.scrub(),
                withoutEmptyKinds(summary.before(), first),
                withoutEmptyKinds(summary.after(), second));
    }

    private static DiffSummary.Side withoutEmptyKinds(DiffSummary.Side side, ObjectSource source) {
        return source instanceof StoredSource stored
                ? new DiffSummary.Side(
                        side.selection(),
                        side.onlyHere().stream().filter(stored::holds).toList(),
                        side.leftOut(),
                        side.gaps(),
                        side.spanning())
                : side;
    }

    /**
     * Two clusters always differ in what each of them makes of itself, and a cluster from the etcd or the backup that it was
     * brought back from in what no restore brings back; unless the user says otherwise, what travels from one to the other is compared.
     */
    private Scrub scrub(ObjectSource first, ObjectSource second) {
        Optional<String> one = first.provenance().clusterUid();
        Optional<String> other = second.provenance().clusterUid();
        boolean two = one.isPresent() && other.isPresent() && !one.equals(other);
        boolean restored = first instanceof StoredSource != second instanceof StoredSource;
        Scrub.Level usual = (two || restored) && !all ? Scrub.Level.GUIDE : Scrub.Level.NONE;
        Scrub.Level level = scrub == null ? usual : scrub;
        return level == Scrub.Level.NONE ? Scrub.NONE : new Scrub(level, false, false, false);
    }

    /** A JSON document on a terminal must not be torn by a line of progress. */
    private Progress progress() {
        return output.isJson() && jangada.terminal().outIsTerminal()
                ? Progress.none(jangada.terminal())
                : Progress.start(jangada.terminal(), jangada.globals());
    }
}
