package dev.jangada.cli.backup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.Backups;
import dev.jangada.backup.Forgetting;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.retention.Candidate;
import dev.jangada.backup.retention.KeepReason;
import dev.jangada.backup.retention.RetentionPlan;
import dev.jangada.backup.retention.RetentionPolicy;
import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.Question;
import dev.jangada.cli.command.ShellWords;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.evidence.PolicyOptions;
import dev.jangada.cli.source.RepositoryUse;
import dev.jangada.cli.terminal.Moment;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jangada backup forget}: removes backups that are named, or that a policy does not keep. */
@Command(name = "forget")
final class BackupForgetCommand implements Callable<Integer> {

    private static final int ID = 8;

    private final Jangada jangada;

    @Parameters(arity = "0..*", paramLabel = "ID", descriptionKey = "backup.forget.ids")
    private List<String> ids = new ArrayList<>();

    @Mixin
    private RepositoryUse use;

    @Mixin
    private PolicyOptions keep;

    @Option(names = "--all-clusters", descriptionKey = "backup.all-clusters")
    private boolean allClusters;

    @Option(names = "--dry-run", descriptionKey = "backup.forget.dry-run")
    private boolean dryRun;

    @Option(names = "--force", descriptionKey = "backup.forget.force")
    private boolean force;

    @Mixin
    private OutputOption output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    BackupForgetCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        try (Repository repository = use.open(jangada)) {
            var forgetting = new Forgetting(repository);
            RetentionPlan plan = plan(forgetting, new Backups(repository));
            if (output.isJson()) {
                json(plan);
            } else {
                text(plan);
            }
            if (!dryRun && !plan.forgotten().isEmpty()) {
                // Nobody is asked about old evidence alone: what it told is in the reports of its months.
                if (!plan.removed().isEmpty()) {
                    Question.require(
                            jangada,
                            BackupCommandMessage.FORGET_ASK,
                            plan.removed().size());
                }
                Optional<Problem> lock = forgetting.execute(plan);
                if (!output.isJson()) {
                    done(plan);
                }
                lock.ifPresent(warning -> jangada.terminal().note(CommandMessage.WARNING, warning));
            }
        }
        return ExitCode.DONE.code();
    }

    private void done(RetentionPlan plan) {
        Terminal terminal = jangada.terminal();
        int backups = plan.removed().size();
        terminal.out()
                .println(
                        backups == 0
                                ? terminal.text(
                                        BackupCommandMessage.EVIDENCE_FORGOTTEN,
                                        plan.removedProofs().size())
                                : terminal.text(
                                        BackupCommandMessage.FORGOTTEN,
                                        backups,
                                        use.access().again(jangada, "jangada", "backup", "prune")));
    }

    private RetentionPlan plan(Forgetting forgetting, Backups backups) {
        RetentionPolicy policy = keep.policy();
        if (!ids.isEmpty()) {
            if (!policy.isEmpty()) {
                throw new Problem(ExitCode.USAGE, BackupCommandMessage.FORGET_IDS_OR_POLICY);
            }
            return forgetting.plan(ids.stream().map(id -> ours(backups, id)).toList(), force, Instant.now());
        }
        if (policy.isEmpty()) {
            policy = PolicyOptions.of(jangada.globals().settings().retention());
        }
        if (policy.isEmpty()) {
            throw new Problem(ExitCode.USAGE, BackupCommandMessage.FORGET_WHAT);
        }
        Optional<String> whose = allClusters ? Optional.empty() : use.cluster().among(jangada, backups);
        return forgetting.plan(policy, whose, Instant.now());
    }

    /** An ID that was copied from a list of all clusters must not take a backup from another one unseen. */
    private Backup ours(Backups backups, String id) {
        Backup backup = use.find(jangada, backups, id, allClusters);
        use.cluster()
                .named(jangada)
                .filter(cluster -> !allClusters && !cluster.equals(backup.cluster()))
                .ifPresent(cluster -> {
                    throw new Problem(
                            ExitCode.REFUSED,
                            BackupCommandMessage.FORGET_OTHER_CLUSTER,
                            backup.id().brief(),
                            backup.cluster(),
                            cluster,
                            ShellWords.of(List.of(backup.cluster())));
                });
        return backup;
    }

    private void text(RetentionPlan plan) {
        Terminal terminal = jangada.terminal();
        for (RetentionPlan.Kept kept : plan.kept()) {
            boolean isUnnamed = kept.reasons().equals(List.of(KeepReason.Safety.NOT_NAMED));
            if (!isUnnamed) {
                terminal.out()
                        .println(terminal.text(
                                BackupCommandMessage.PLAN_KEEP, line(kept.backup()), reasons(terminal.locale(), kept)));
            }
        }
        plan.removed()
                .forEach(removed ->
                        terminal.out().println(terminal.text(BackupCommandMessage.PLAN_REMOVE, line(removed))));
        if (!plan.removedProofs().isEmpty()) {
            terminal.out()
                    .println(terminal.text(
                            BackupCommandMessage.PLAN_EVIDENCE,
                            plan.removedProofs().size()));
        }
        if (plan.forgotten().isEmpty()) {
            terminal.out().println(terminal.text(BackupCommandMessage.NOTHING_TO_FORGET));
        }
    }

    private String line(Candidate backup) {
        String line = backup.id().substring(0, ID) + "  "
                + Moment.text(backup.time().toInstant()) + "  " + Terminal.harmless(backup.cluster());
        return backup.isPart() ? line + "  " + jangada.terminal().text(BackupCommandMessage.HOLDS_PART) : line;
    }

    private static String reasons(Locale locale, RetentionPlan.Kept kept) {
        return kept.reasons().stream().map(reason -> reason.in(locale)).collect(Collectors.joining("; "));
    }

    private void json(RetentionPlan plan) throws IOException {
        ObjectNode json = BackupJson.document().put("dryRun", dryRun);
        var kept = json.putArray("kept");
        for (RetentionPlan.Kept each : plan.kept()) {
            var reasons = kept.addObject().put("id", each.backup().id()).putArray("reasons");
            each.reasons().forEach(reason -> reasons.add(reason.in(Locale.ENGLISH)));
        }
        var removed = json.putArray("removed");
        plan.removed().forEach(each -> removed.add(each.id()));
        json.put("removedEvidence", plan.removedProofs().size());
        TextOrJson.print(jangada.terminal(), json);
    }
}
