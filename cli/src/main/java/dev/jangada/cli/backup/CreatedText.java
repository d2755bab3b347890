package dev.jangada.cli.backup;

import dev.jangada.backup.create.CreatedBackup;
import dev.jangada.backup.format.Manifest;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.source.RepositoryUse;
import dev.jangada.cli.terminal.ByteCount;
import dev.jangada.cli.terminal.Facts;
import dev.jangada.cli.terminal.Terminal;

/** What a person reads of a backup that was just made. */
final class CreatedText {

    private CreatedText() {}

    static void print(Jangada jangada, RepositoryUse use, CreatedBackup created) {
        Terminal terminal = jangada.terminal();
        Manifest manifest = created.manifest();
        String id = created.backup().id().brief();
        terminal.out()
                .println(terminal.text(
                        BackupCommandMessage.CREATED,
                        id,
                        manifest.cluster(),
                        manifest.objects(),
                        created.took().toMillis() / 1000.0));
        var facts = new Facts(terminal);
        ManifestText.selection(facts, manifest);
        ManifestText.etcd(terminal, facts, manifest);
        facts.add(
                BackupCommandMessage.FACT_NEW,
                ByteCount.exact(terminal, created.written().storedBytes()));
        facts.add(BackupCommandMessage.FACT_NOT_COVERED, ManifestText.notCovered(terminal, manifest));
        facts.print();
        if (!jangada.globals().quiet() && created.backup().complete()) {
            terminal.out()
                    .println(terminal.text(
                            BackupCommandMessage.CREATED_NEXT, use.again(jangada, "jangada", "backup", "verify", id)));
        }
    }
}
