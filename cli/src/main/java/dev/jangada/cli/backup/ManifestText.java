package dev.jangada.cli.backup;

import dev.jangada.backup.evidence.EvidenceEntry;
import dev.jangada.backup.format.Backup;
import dev.jangada.backup.format.CoveredKind;
import dev.jangada.backup.format.Manifest;
import dev.jangada.cli.command.SelectionWords;
import dev.jangada.cli.command.ShellWords;
import dev.jangada.cli.evidence.EvidenceWords;
import dev.jangada.cli.terminal.ByteCount;
import dev.jangada.cli.terminal.Facts;
import dev.jangada.cli.terminal.Moment;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.cli.terminal.TextTable;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a person reads of a manifest. */
final class ManifestText {

    private ManifestText() {}

    static void facts(Terminal terminal, Backup backup, Manifest manifest) {
        var facts = new Facts(terminal);
        facts.add(BackupCommandMessage.FACT_ID, backup.id().toString());
        facts.add(BackupCommandMessage.FACT_CLUSTER, manifest.cluster());
        manifest.clusterUid().ifPresent(uid -> facts.add(BackupCommandMessage.FACT_UID, uid));
        manifest.kubernetesVersion().ifPresent(version -> facts.add(BackupCommandMessage.FACT_KUBERNETES, version));
        facts.add(BackupCommandMessage.FACT_TIME, Moment.text(backup.time()));
        facts.add(
                BackupCommandMessage.FACT_COMPLETE,
                terminal.text(backup.complete() ? BackupCommandMessage.YES : BackupCommandMessage.NO));
        selection(facts, manifest);
        if (!backup.tags().isEmpty()) {
            facts.add(BackupCommandMessage.FACT_TAGS, String.join(", ", backup.tags()));
        }
        facts.add(
                BackupCommandMessage.FACT_OBJECTS,
                terminal.text(
                        BackupCommandMessage.OBJECTS_AND_BYTES,
                        manifest.objects(),
                        ByteCount.rough(terminal.locale(), manifest.bytes())));
        etcd(terminal, facts, manifest);
        facts.add(BackupCommandMessage.FACT_NOT_COVERED, notCovered(terminal, manifest));
        facts.add(BackupCommandMessage.FACT_MADE_BY, manifest.tool());
        facts.print();
    }

    /** Which objects were wanted, where that are not all. */
    static void selection(Facts facts, Manifest manifest) {
        if (manifest.isSelection()) {
            facts.add(BackupCommandMessage.FACT_SELECTION, ShellWords.of(SelectionWords.of(manifest.selection())));
        }
    }

    static void etcd(Terminal terminal, Facts facts, Manifest manifest) {
        facts.add(
                BackupCommandMessage.FACT_ETCD,
                manifest.etcd()
                        .map(etcd -> terminal.text(
                                BackupCommandMessage.ETCD_AT,
                                Long.toString(etcd.revision()),
                                ByteCount.rough(terminal.locale(), etcd.size()),
                                etcd.version()))
                        .orElseGet(() -> terminal.text(BackupCommandMessage.ETCD_NONE)));
    }

    /** What no backup holds, in words; a code that this version does not know is told as it is. */
    static String notCovered(Terminal terminal, Manifest manifest) {
        return manifest.notCovered().stream()
                .map(code -> switch (code) {
                    case Manifest.VOLUME_CONTENTS -> terminal.text(BackupCommandMessage.NOT_VOLUMES);
                    case Manifest.HOST_FILES -> terminal.text(BackupCommandMessage.NOT_HOST_FILES);
                    case Manifest.ETCD_SNAPSHOT -> terminal.text(BackupCommandMessage.NOT_ETCD);
                    default -> code;
                })
                .collect(Collectors.joining(", "));
    }

    /** What became of the backup; nothing where nothing is known. */
    static void evidence(Terminal terminal, List<EvidenceEntry> evidence) {
        if (evidence.isEmpty()) {
            return;
        }
        var table = new TextTable(5);
        table.row(Stream.of(
                        BackupCommandMessage.HEAD_DONE,
                        BackupCommandMessage.HEAD_WHEN,
                        BackupCommandMessage.HEAD_RESULT,
                        BackupCommandMessage.HEAD_TOOK,
                        BackupCommandMessage.HEAD_BY)
                .map(terminal::text)
                .toList());
        evidence.forEach(entry -> table.row(List.of(
                EvidenceWords.kind(terminal, entry.kind()),
                Moment.text(entry.begun()),
                EvidenceWords.verdict(terminal, entry.verdict()),
                EvidenceWords.took(terminal, entry.took()),
                entry.by().toString())));
        terminal.out().println();
        table.lines().forEach(line -> terminal.out().println(Terminal.harmless(line)));
    }

    /** The kinds that there are objects of. */
    static void kinds(Terminal terminal, Manifest manifest) {
        NumberFormat numbers = NumberFormat.getIntegerInstance(terminal.locale());
        var table = new TextTable(3);
        table.row(List.of(
                terminal.text(BackupCommandMessage.HEAD_KIND),
                terminal.text(BackupCommandMessage.HEAD_VERSION),
                terminal.text(BackupCommandMessage.HEAD_FROM),
                terminal.text(BackupCommandMessage.HEAD_OBJECTS),
                terminal.text(BackupCommandMessage.HEAD_SIZE)));
        for (CoveredKind kind : manifest.kinds()) {
            if (kind.objects() > 0) {
                table.row(List.of(
                        kind.kind().resourceName(),
                        String.join(",", kind.versions()),
                        kind.origins().stream()
                                .sorted()
                                .map(origin -> origin.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining("+")),
                        numbers.format(kind.objects()),
                        ByteCount.rough(terminal.locale(), kind.bytes())));
            }
        }
        terminal.out().println();
        table.lines().forEach(line -> terminal.out().println(Terminal.harmless(line)));
    }
}
