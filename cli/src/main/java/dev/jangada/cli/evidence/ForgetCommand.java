package dev.jangada.cli.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.Backups;
import dev.jangada.backup.Forgetting;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.retention.Candidate;
import dev.jangada.backup.retention.KeepReason;
import dev.jangada.backup.retention.RetentionPlan;
import dev.jangada.backup.retention.RetentionPolicy;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.Question;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.repository.RepositoryAccess;
import dev.jangada.cli.source.ClusterOption;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.cli.terminal.TextTable;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jangada backup forget}: removes backups by restic's rules, or by name. */
@Command(name = "forget")
public final class ForgetCommand implements Callable<Integer> {

    private static final Set<String> YES = Set.of("y", "yes", "s", "sim");
    private static final int BRIEF = 8;

    private final Jangada jangada;
    private final Terminal terminal;

    @Parameters(paramLabel = "ID", arity = "0..*", descriptionKey = "forget.ids")
    private List<String> ids = new ArrayList<>();

    @Mixin
    private PolicyOptions policy = new PolicyOptions();

    @Option(names = "--dry-run", descriptionKey = "forget.dry-run")
    private boolean dryRun;

    @Option(names = "--even-the-last", descriptionKey = "forget.even-the-last")
    private boolean evenTheLast;

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Option(names = "--all-clusters", descriptionKey = "backup.all-clusters")
    private boolean allClusters;

    @Mixin
    private RepositoryAccess access = new RepositoryAccess();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            descriptionKey = "etcd.output")
    private TextOrJson output = TextOrJson.text;

    /** The command. */
    public ForgetCommand(Jangada jangada) {
        this.jangada = jangada;
        this.terminal = jangada.terminal();
    }

    @Override
    public Integer call() throws IOException {
        Optional<RetentionPolicy> given = policy.given();
        if (given.isPresent() && !ids.isEmpty()) {
            throw new Problem(ExitCode.USAGE, EvidenceCommandMessage.RULES_AND_IDS);
        }
        RetentionPolicy rules =
                given.orElseGet(() -> PolicyOptions.of(jangada.globals().settings().retention()));
        if (ids.isEmpty() && rules.isEmpty()) {
            throw new Problem(ExitCode.USAGE, EvidenceCommandMessage.NO_RULES);
        }
        try (Repository repository = access.open(jangada)) {
            var forgetting = new Forgetting(repository);
            var backups = new Backups(repository);
            RetentionPlan plan = ids.isEmpty()
                    ? forgetting.plan(rules, whose(backups), Instant.now())
                    : forgetting.plan(named(backups), evenTheLast, Instant.now());
            show(plan);
            if (!dryRun && !plan.forgotten().isEmpty()) {
                Question.require(jangada, EvidenceCommandMessage.FORGET_QUESTION);
                forgetting.execute(plan);
                if (output == TextOrJson.text) {
                    terminal.out()
                            .println(terminal.text(
                                    EvidenceCommandMessage.FORGET_DONE,
                                    plan.removed().size()));
                }
            }
        }
        return 0;
    }

    private Optional<String> whose(Backups backups) {
        return allClusters ? Optional.empty() : cluster.among(jangada, backups);
    }

    /** Who names a backup by its id means that one, whosever it is. */
    private List<Backup> named(Backups backups) {
        return ids.stream()
                .map(id -> backups.find(id, id.equals(Backups.LATEST) ? whose(backups) : Optional.empty()))
                .toList();
    }

    private void show(RetentionPlan plan) throws IOException {
        if (output == TextOrJson.json) {
            TextOrJson.print(terminal, json(plan));
            return;
        }
        Map<String, TextTable> tables = new TreeMap<>();
        plan.kept().forEach(kept -> row(tables, kept.backup(), EvidenceCommandMessage.FORGET_KEPT, reasons(kept)));
        plan.removed().forEach(backup -> row(tables, backup, EvidenceCommandMessage.FORGET_REMOVED, ""));
        tables.forEach((name, table) -> {
            terminal.out().println(Terminal.harmless(terminal.text(EvidenceCommandMessage.FORGET_CLUSTER, name)));
            table.lines().forEach(terminal.out()::println);
        });
        terminal.out()
                .println(
                        plan.forgotten().isEmpty()
                                ? terminal.text(EvidenceCommandMessage.FORGET_NOTHING)
                                : terminal.text(
                                        EvidenceCommandMessage.FORGET_SUMMARY,
                                        plan.kept().size(),
                                        plan.removed().size(),
                                        plan.removedProofs().size()));
    }

    private void row(Map<String, TextTable> tables, Candidate backup, EvidenceCommandMessage what, String why) {
        tables.computeIfAbsent(backup.cluster(), name -> new TextTable(4))
                .row(List.of(
                        backup.time().toInstant().truncatedTo(ChronoUnit.SECONDS).toString(),
                        backup.id().substring(0, BRIEF),
                        terminal.text(what),
                        Terminal.harmless(why)));
    }

    private String reasons(RetentionPlan.Kept kept) {
        return kept.reasons().stream()
                .map(reason -> reason.in(terminal.locale()))
                .collect(Collectors.joining("; "));
    }

    private ObjectNode json(RetentionPlan plan) {
        ObjectNode json = Json.object().put("formatVersion", 1).put("dryRun", dryRun);
        ArrayNode kept = json.putArray("kept");
        plan.kept().forEach(one -> {
            ObjectNode backup = json(one.backup());
            ArrayNode reasons = backup.putArray("reasons");
            for (KeepReason reason : one.reasons()) {
                reasons.add(reason.in(Locale.ENGLISH));
            }
            kept.add(backup);
        });
        ArrayNode removed = json.putArray("removed");
        plan.removed().forEach(backup -> removed.add(json(backup)));
        plan.removedProofs().forEach(json.putArray("removedEvidence")::add);
        return json;
    }

    private static ObjectNode json(Candidate backup) {
        return Json.object()
                .put("id", backup.id())
                .put("time", backup.time().toInstant().toString())
                .put("cluster", backup.cluster())
                .put("complete", backup.complete())
                .put("verified", backup.verified());
    }
}
