package dev.jangada.cli.etcd;

import dev.jangada.backup.etcd.EtcdFileData;
import dev.jangada.cli.terminal.ByteCount;
import dev.jangada.cli.terminal.Facts;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.cli.terminal.TextTable;
import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.bolt.Usage;
import dev.jangada.etcd.storage.mvcc.Census;
import dev.jangada.etcd.storage.mvcc.ClusterRecords;
import dev.jangada.etcd.storage.mvcc.Status;
import dev.jangada.etcd.storage.wal.Replay;
import java.text.NumberFormat;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An etcd file on one page, for a person in the middle of the night. */
final class EtcdStatusText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z").withZone(ZoneId.systemDefault());

    /** The kinds that make a file large; a page has no room for all. */
    private static final int MOST = 15;

    private final Terminal terminal;
    private final boolean all;

    /**
     * A page.
     *
     * @param all whether every kind is told, and not only the largest
     */
    EtcdStatusText(Terminal terminal, boolean all) {
        this.terminal = terminal;
        this.all = all;
    }

    void print(EtcdFile file, EtcdFileData data, Status status, EtcdContents contents) {
        var facts = new Facts(terminal);
        facts.add(EtcdCommandMessage.ETCD_FILE, file.name());
        facts.add(EtcdCommandMessage.ETCD_WHAT, terminal.text(what(file)));
        facts.add(EtcdCommandMessage.ETCD_WRITTEN, TIME.format(data.written()));
        usage(facts, status);
        revisions(facts, status);
        facts.add(
                EtcdCommandMessage.ETCD_HASH,
                terminal.text(EtcdCommandMessage.ETCD_HASH_VALUE, Long.toHexString(status.hash())));
        keys(facts, status);
        cluster(facts, status.cluster());
        file.replay().ifPresent(log -> log(facts, log));
        encryption(facts, contents);
        facts.print();
        contents(contents);
    }

    private static EtcdCommandMessage what(EtcdFile file) {
        return switch (file.kind()) {
            case SNAPSHOT -> EtcdCommandMessage.ETCD_KIND_SNAPSHOT;
            case DATABASE -> EtcdCommandMessage.ETCD_KIND_DATABASE;
            case MEMBER -> EtcdCommandMessage.ETCD_KIND_MEMBER;
            case ARCHIVE -> EtcdCommandMessage.ETCD_KIND_ARCHIVE;
        };
    }

    private void usage(Facts facts, Status status) {
        Usage usage = status.usage();
        String size = ByteCount.exact(terminal, status.totalSize());
        // etcd makes room ahead, and what a defragmentation gives back is told of the whole file.
        facts.add(
                EtcdCommandMessage.ETCD_SIZE,
                usage.physical() > status.totalSize()
                        ? terminal.text(
                                EtcdCommandMessage.ETCD_SIZE_IN_FILE,
                                size,
                                ByteCount.rough(terminal.locale(), usage.physical()))
                        : size);
        facts.add(
                EtcdCommandMessage.ETCD_SPACE,
                terminal.text(
                        EtcdCommandMessage.ETCD_SPACE_VALUE,
                        ByteCount.exact(terminal, usage.freeBytes()),
                        ByteCount.rough(terminal.locale(), usage.reclaimableBytes())));
    }

    private void revisions(Facts facts, Status status) {
        facts.add(EtcdCommandMessage.ETCD_REVISION, Long.toString(status.revision()));
        facts.add(
                EtcdCommandMessage.ETCD_READABLE,
                terminal.text(
                        status.compactRevision().isPresent()
                                ? EtcdCommandMessage.ETCD_READABLE_COMPACTED
                                : EtcdCommandMessage.ETCD_READABLE_VALUE,
                        status.oldestRevision(),
                        status.revision()));
        if (status.lastRecordRevision() != status.revision()) {
            facts.add(
                    EtcdCommandMessage.ETCD_LAST_RECORD,
                    terminal.text(EtcdCommandMessage.ETCD_LAST_RECORD_VALUE, status.lastRecordRevision()));
        }
    }

    private void keys(Facts facts, Status status) {
        facts.add(
                EtcdCommandMessage.ETCD_KEYS,
                terminal.text(
                        EtcdCommandMessage.ETCD_KEYS_VALUE,
                        status.liveKeys(),
                        ByteCount.rough(terminal.locale(), status.liveBytes()),
                        status.keyRecords(),
                        status.totalRecords()));
    }

    private void cluster(Facts facts, ClusterRecords cluster) {
        facts.add(
                EtcdCommandMessage.ETCD_VERSION,
                terminal.text(
                        EtcdCommandMessage.ETCD_VERSION_VALUE,
                        cluster.clusterVersion().orElse("–"),
                        cluster.storageVersion().orElse("–")));
        facts.add(
                EtcdCommandMessage.ETCD_INDEX,
                cluster.consistentIndex().isPresent()
                        ? Long.toString(cluster.consistentIndex().getAsLong())
                        : "–");
        facts.add(
                EtcdCommandMessage.ETCD_MEMBERS,
                cluster.members().stream()
                        .map(member -> member.name() + " " + member.hexId() + " "
                                + String.join(",", member.peerUrls())
                                + (member.learner() ? " learner" : ""))
                        .collect(Collectors.joining("; ")));
        facts.add(EtcdCommandMessage.ETCD_LEASES, number(cluster.leases().size()));
        facts.add(
                EtcdCommandMessage.ETCD_ALARMS,
                cluster.alarms().isEmpty()
                        ? terminal.text(EtcdCommandMessage.ETCD_NONE)
                        : cluster.alarms().stream()
                                .map(alarm -> alarm.kind() + " (" + Long.toHexString(alarm.member()) + ")")
                                .collect(Collectors.joining(", ")));
        if (cluster.authEnabled() || !cluster.users().isEmpty()) {
            facts.add(
                    EtcdCommandMessage.ETCD_AUTH,
                    terminal.text(
                            cluster.authEnabled() ? EtcdCommandMessage.ETCD_AUTH_ON : EtcdCommandMessage.ETCD_AUTH_OFF,
                            cluster.users().size(),
                            cluster.roles().size()));
        }
    }

    /** A raft index is known to be committed only later, so the end of a log is often not. */
    private void log(Facts facts, Replay.Report log) {
        if (log.commit() < log.last()) {
            facts.add(
                    EtcdCommandMessage.ETCD_LOG,
                    terminal.text(EtcdCommandMessage.ETCD_LOG_VALUE, log.last(), log.to(), log.commit()));
        }
    }

    private void encryption(Facts facts, EtcdContents contents) {
        if (contents.kubernetes()) {
            var encrypted = new EncryptedKinds(terminal, contents);
            facts.add(EtcdCommandMessage.ETCD_ENCRYPTION, encrypted.text());
            encrypted.sealed().ifPresent(kinds -> facts.add(EtcdCommandMessage.ETCD_SEALED, kinds));
        }
    }

    private void contents(EtcdContents contents) {
        if (contents.groups().isEmpty()) {
            return;
        }
        terminal.out().println();
        var table = new TextTable(1);
        var prefixes = new ArrayList<String>();
        boolean kinds = contents.kubernetes();
        List<String> columns =
                List.of(terminal.text(EtcdCommandMessage.ETCD_COLUMNS).split("\\|"));
        String prefixColumn = columns.getLast();
        table.row(List.of(kinds ? columns.getFirst() : prefixColumn, columns.get(1), columns.get(2)));
        prefixes.add(prefixColumn);
        int shown =
                all || contents.groups().size() <= MOST + 1 ? contents.groups().size() : MOST;
        List<EtcdContents.Group> others =
                contents.groups().subList(shown, contents.groups().size());
        for (EtcdContents.Group group : contents.groups().subList(0, shown)) {
            table.row(List.of(
                    label(kinds && !group.kind().isEmpty() ? group.kind() : group.prefix()),
                    number(group.keys()),
                    ByteCount.rough(terminal.locale(), group.bytes())));
            prefixes.add(Terminal.harmless(group.prefix()));
        }
        // The longest column stands last: a narrow terminal breaks its lines there.
        List<String> lines = table.lines();
        for (int i = 0; i < lines.size(); i++) {
            terminal.out().println(kinds ? lines.get(i) + "   " + prefixes.get(i) : lines.get(i));
        }
        if (!others.isEmpty()) {
            terminal.out()
                    .println(terminal.text(
                            EtcdCommandMessage.ETCD_MORE,
                            others.size(),
                            others.stream().mapToLong(EtcdContents.Group::keys).sum(),
                            ByteCount.rough(
                                    terminal.locale(),
                                    others.stream()
                                            .mapToLong(EtcdContents.Group::bytes)
                                            .sum())));
        }
        contents.rest()
                .ifPresent(rest -> terminal.out()
                        .println(terminal.text(
                                EtcdCommandMessage.ETCD_REST,
                                rest.keys(),
                                ByteCount.rough(terminal.locale(), rest.bytes()),
                                Census.MOST)));
    }

    private static String label(String text) {
        return text.isEmpty() ? "–" : Terminal.harmless(text);
    }

    private String number(long value) {
        return NumberFormat.getIntegerInstance(terminal.locale()).format(value);
    }
}
