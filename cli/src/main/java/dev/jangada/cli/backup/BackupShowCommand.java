package dev.jangada.cli.backup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.backup.Backups;
import dev.jangada.backup.evidence.EvidenceEntry;
import dev.jangada.backup.evidence.EvidenceIndex;
import dev.jangada.backup.evidence.EvidenceStore;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.format.Manifest;
import dev.jangada.backup.format.ManifestJson;
import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.cli.evidence.EvidenceJson;
import dev.jangada.cli.source.RepositoryUse;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.kube.model.Json;
import dev.jangada.repository.Repository;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jangada backup show}: what one backup is, as its manifest says. */
@Command(name = "show")
final class BackupShowCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", descriptionKey = "backup.id")
    private String id = Backups.LATEST;

    @Mixin
    private RepositoryUse use;

    @Option(names = "--all-clusters", descriptionKey = "backup.all-clusters")
    private boolean allClusters;

    @Mixin
    private OutputOption output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    BackupShowCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        Terminal terminal = jangada.terminal();
        try (Repository repository = use.open(jangada)) {
            var backups = new Backups(repository);
            Backup backup = use.find(jangada, backups, id, allClusters);
            Manifest manifest = backups.manifest(backup);
            List<EvidenceEntry> evidence =
                    new EvidenceIndex(new EvidenceStore(repository).list(Optional.of(backup.cluster()))).about(backup);
            if (output.isJson()) {
                ObjectNode json = BackupJson.document();
                json.setAll(BackupJson.of(backup));
                json.set("manifest", Json.mapper().readTree(ManifestJson.manifest(manifest)));
                evidence.stream().map(EvidenceJson::of).forEach(json.putArray("evidence")::add);
                TextOrJson.print(terminal, json);
            } else {
                ManifestText.facts(terminal, backup, manifest);
                ManifestText.evidence(terminal, evidence);
                ManifestText.kinds(terminal, manifest);
                terminal.out().flush();
                manifest.warnings().forEach(warning -> terminal.note(CommandMessage.WARNING, warning));
                manifest.gaps().forEach(gap -> terminal.note(CommandMessage.GAP, gap.what(), gap.why()));
            }
        }
        return 0;
    }
}
