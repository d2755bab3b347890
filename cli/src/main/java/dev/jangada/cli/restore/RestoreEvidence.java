package dev.jangada.cli.restore;

import dev.jangada.backup.evidence.Evidence;
import dev.jangada.backup.evidence.EvidenceStore;
import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.Version;
import dev.jangada.cli.source.StoredSource;
import dev.jangada.kube.cluster.restore.Outcome;
import dev.jangada.kube.cluster.restore.PlanHeader;
import dev.jangada.kube.cluster.restore.RestoreReport;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** That a restore from a backup has ended or stopped, and how: kept in the repository where the backup is. */
final class RestoreEvidence {

    private final Jangada jangada;
    private final PlannedRestore planned;
    private final Evidence.Kind kind;

    /**
     * Of a restore.
     *
     * @param kind whether it is one, or the rehearsal of one
     * @throws Problem if it cannot be a rehearsal: its source is no backup, or its target is what the backup is of
     */
    RestoreEvidence(Jangada jangada, PlannedRestore planned, Evidence.Kind kind) {
        this.jangada = jangada;
        this.planned = planned;
        this.kind = kind;
        if (kind == Evidence.Kind.REHEARSAL) {
            requireElsewhere();
        }
    }

    private void requireElsewhere() {
        PlanHeader header = planned.plan().header();
        if (!(planned.source() instanceof StoredSource stored)
                || stored.origin().isEmpty()) {
            throw new Problem(ExitCode.USAGE, RestoreCommandMessage.REHEARSAL_OF_NO_BACKUP, header.source());
        }
        if (header.sourceCluster().filter(header.target().uid()::equals).isPresent()) {
            throw new Problem(
                    ExitCode.REFUSED,
                    RestoreCommandMessage.REHEARSAL_AT_HOME,
                    header.source(),
                    header.target().server());
        }
    }

    /**
     * Keeps it, if the source is a backup. The restore is what it is where the repository cannot be written, or is gone; that is told.
     *
     * @param report what became of it
     * @param stopped what it failed of, if it did not come to its end
     * @param begun when this execution began; a resumed restore has several
     */
    void keep(RestoreReport report, Optional<Problem> stopped, Instant begun) {
        Duration took = Duration.between(begun, Instant.now());
        if (!(planned.source() instanceof StoredSource stored)) {
            return;
        }
        stored.origin().ifPresent(origin -> {
            try {
                new EvidenceStore(origin.repository())
                        .add(Evidence.of(
                                kind,
                                origin.backup(),
                                begun,
                                took,
                                verdict(report, stopped),
                                "jangada " + Version.text(),
                                numbers(report),
                                remarks(report, stopped, begun)))
                        .lockLeftBehind()
                        .ifPresent(left -> jangada.terminal().note(CommandMessage.WARNING, left));
                if (!jangada.globals().quiet()) {
                    jangada.terminal()
                            .note(
                                    RestoreCommandMessage.RESTORE_EVIDENCE_KEPT,
                                    planned.again().words("jangada", "backup", "evidence"));
                }
            } catch (Problem problem) {
                jangada.terminal().note(RestoreCommandMessage.RESTORE_EVIDENCE_NOT_KEPT, problem);
            }
        });
    }

    private static Evidence.Verdict verdict(RestoreReport report, Optional<Problem> stopped) {
        if (stopped.isPresent()) {
            return Evidence.Verdict.FAILED;
        }
        return report.complete() ? Evidence.Verdict.OK : Evidence.Verdict.INCOMPLETE;
    }

    private static Map<String, Long> numbers(RestoreReport report) {
        Map<String, Long> numbers = Stream.of(Outcome.values())
                .filter(outcome -> outcome != Outcome.FAILED)
                .collect(Collectors.toMap(outcome -> outcome.name().toLowerCase(Locale.ROOT), report::count));
        // Those that the plan could not do are among them.
        numbers.put("failed", (long) report.failures().size());
        return numbers;
    }

    /** English, and nothing out of objects. */
    private static List<String> remarks(RestoreReport report, Optional<Problem> stopped, Instant begun) {
        PlanHeader header = report.plan().header();
        var remarks = new ArrayList<String>();
        remarks.add("restore " + report.folder().id() + " from " + header.source());
        remarks.add("into the cluster " + header.target().uid() + " at "
                + header.target().server());
        List<String> options = RestoreWords.of(header.options());
        if (!options.isEmpty()) {
            remarks.add("with " + String.join(" ", options));
        }
        stopped.ifPresent(problem -> remarks.add("stopped: " + problem.code()));
        report.began()
                .filter(first -> first.isBefore(begun))
                .ifPresent(first -> remarks.add("resumed; first begun at " + first));
        return remarks;
    }
}
