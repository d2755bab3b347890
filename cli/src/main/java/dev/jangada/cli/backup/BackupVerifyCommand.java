package dev.jangada.cli.backup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.Backups;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.verify.Verification;
import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.Progress;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.source.RepositoryUse;
import dev.jangada.cli.terminal.ByteCount;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import dev.jangada.repository.Repository;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jangada backup verify}: reads all of a backup and compares it with its manifest; keeps the result as evidence. */
@Command(name = "verify")
final class BackupVerifyCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", descriptionKey = "backup.id")
    private String id = Backups.LATEST;

    @Mixin
    private RepositoryUse use;

    @Option(names = "--all-clusters", descriptionKey = "backup.all-clusters")
    private boolean allClusters;

    @Option(names = "--no-evidence", descriptionKey = "backup.verify.no-evidence")
    private boolean noEvidence;

    @Mixin
    private OutputOption output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    BackupVerifyCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        try (Repository repository = use.openUncached(jangada)) {
            Backup backup = use.find(jangada, new Backups(repository), id, allClusters);
            Verification verification = verify(repository, backup);
            if (!noEvidence) {
                keep(repository, verification);
            }
            if (output.isJson()) {
                json(verification);
            } else {
                text(verification);
            }
            jangada.terminal().out().flush();
            return (verification.sound() ? ExitCode.DONE : ExitCode.CORRUPT).code();
        }
    }

    private Verification verify(Repository repository, Backup backup) {
        try (Progress progress = Progress.start(jangada.terminal(), jangada.globals())) {
            return Proof.of(jangada, repository, backup, Clock.systemUTC(), progress::step);
        }
    }

    /** A backup that was proven stays proven where the evidence cannot be written; that is told. */
    private void keep(Repository repository, Verification verification) {
        try {
            Proof.keep(repository, verification)
                    .ifPresent(left -> jangada.terminal().note(CommandMessage.WARNING, left));
        } catch (Problem problem) {
            jangada.terminal().note(BackupCommandMessage.EVIDENCE_NOT_KEPT, problem);
        }
    }

    private void text(Verification verification) {
        Terminal terminal = jangada.terminal();
        String id = verification.backup().id().brief();
        List<Problem> findings = verification.findings();
        findings.forEach(finding -> terminal.note(CommandMessage.WARNING, finding));
        if (verification.sound()) {
            terminal.out()
                    .println(terminal.text(
                            verification.etcd()
                                    ? BackupCommandMessage.VERIFIED_WITH_ETCD
                                    : BackupCommandMessage.VERIFIED,
                            id,
                            verification.objects(),
                            ByteCount.rough(terminal.locale(), verification.bytes()),
                            verification.took().toMillis() / 1000.0));
            if (!verification.backup().complete()) {
                terminal.note(
                        BackupCommandMessage.VERIFIED_INCOMPLETE, use.again(jangada, "jangada", "backup", "show", id));
            }
        } else {
            terminal.note(
                    BackupCommandMessage.NOT_SOUND,
                    id,
                    findings.size(),
                    use.access().again(jangada, "jangada", "repository", "check", "--read-data"));
        }
    }

    private void json(Verification verification) throws IOException {
        ObjectNode json = BackupJson.document();
        json.setAll(BackupJson.of(verification.backup()));
        json.put("sound", verification.sound())
                .put("objects", verification.objects())
                .put("bytes", verification.bytes())
                .put("etcdVerified", verification.etcd())
                .put("seconds", verification.took().toMillis() / 1000.0);
        var findings = json.putArray("findings");
        verification
                .findings()
                .forEach(finding ->
                        findings.addObject().put("code", finding.code()).put("why", finding.getMessage()));
        TextOrJson.print(jangada.terminal(), json);
    }
}
