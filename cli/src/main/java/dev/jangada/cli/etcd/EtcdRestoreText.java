package dev.jangada.cli.etcd;

import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.ShellWords;
import dev.jangada.cli.terminal.ByteCount;
import dev.jangada.cli.terminal.Facts;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.restore.NewCluster;
import dev.jangada.etcd.storage.restore.NewMember;
import dev.jangada.etcd.storage.restore.Restore;
import dev.jangada.etcd.storage.restore.RestoreOptions;
import dev.jangada.etcd.storage.restore.RestoreResult;
import dev.jangada.etcd.storage.restore.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What {@code etcd restore} will do, does, has done, and what is left for the user to do. */
final class EtcdRestoreText {

    private final Jangada jangada;
    private final Terminal terminal;
    private boolean shown;

    EtcdRestoreText(Jangada jangada) {
        this.jangada = jangada;
        this.terminal = jangada.terminal();
    }

    void plan(
            EtcdFile file,
            NewCluster cluster,
            RestoreOptions options,
            List<Target> targets,
            boolean kubernetes,
            boolean usualBump) {
        // Fails, where it must, before anything is shown.
        String bumped = options.bumped(file).stream().mapToObj(Long::toString).collect(Collectors.joining());
        var facts = new Facts(terminal);
        facts.add(
                EtcdCommandMessage.ETCD_RESTORE_FROM,
                terminal.text(
                        EtcdCommandMessage.ETCD_RESTORE_FROM_VALUE,
                        file.name(),
                        Long.toString(options.revision().orElse(file.mvcc().currentRevision()))));
        facts.add(EtcdCommandMessage.ETCD_RESTORE_CLUSTER, cluster.token() + ", " + Long.toHexString(cluster.id()));
        for (Target target : targets) {
            NewMember member = cluster.member(target.member());
            facts.add(
                    EtcdCommandMessage.ETCD_RESTORE_MEMBER,
                    target.member() + " " + Long.toHexString(member.id(cluster.token())) + " "
                            + String.join(",", member.peerUrls()) + " → " + target.dataDirectory()
                            + target.walDirectory().map(wal -> ", " + wal).orElse(""));
        }
        facts.add(
                EtcdCommandMessage.ETCD_RESTORE_REVISIONS,
                bumped.isEmpty()
                        ? terminal.text(EtcdCommandMessage.ETCD_RESTORE_REVISIONS_KEPT)
                        : terminal.text(
                                kubernetes && usualBump
                                        ? EtcdCommandMessage.ETCD_RESTORE_REVISIONS_KUBERNETES
                                        : EtcdCommandMessage.ETCD_RESTORE_REVISIONS_BUMPED,
                                bumped));
        facts.add(EtcdCommandMessage.ETCD_RESTORE_LEFT, terminal.text(EtcdCommandMessage.ETCD_RESTORE_LEFT_VALUE));
        facts.print();
        terminal.out().flush();
    }

    /** A line on a person's terminal; what is said last stays there until the end. */
    void step(Restore.Step step) {
        if (terminal.errIsTerminal() && !jangada.globals().quiet()) {
            terminal.startOfLine();
            terminal.err()
                    .print(terminal.text(
                            switch (step) {
                                case WRITING -> EtcdCommandMessage.ETCD_RESTORE_WRITING;
                                case COPYING -> EtcdCommandMessage.ETCD_RESTORE_COPYING;
                                case COMPARING -> EtcdCommandMessage.ETCD_RESTORE_COMPARING;
                            }));
            terminal.err().flush();
            shown = true;
        }
    }

    void done() {
        if (shown) {
            terminal.startOfLine();
        }
    }

    void result(EtcdFile file, NewCluster cluster, RestoreOptions options, RestoreResult result, boolean kubernetes) {
        var out = terminal.out();
        out.println();
        out.println(terminal.text(
                EtcdCommandMessage.ETCD_RESTORED,
                result.members().size(),
                ByteCount.exact(terminal, result.size()),
                Long.toString(result.revision())));
        out.println(terminal.text(
                EtcdCommandMessage.ETCD_RESTORED_PROOF,
                Long.toString(result.hash().hash()),
                Long.toString(result.hash().hashRevision())));
        if (jangada.globals().quiet()) {
            return;
        }
        out.println(terminal.text(EtcdCommandMessage.ETCD_RESTORED_NEXT));
        for (RestoreResult.Written written : result.members()) {
            out.println("  " + ShellWords.of(start(written.target(), cluster)) + " …");
        }
        if (cluster.members().size() > 1) {
            out.println(terminal.text(
                    cluster.members().size() > result.members().size()
                            ? EtcdCommandMessage.ETCD_RESTORED_NEXT_OTHERS
                            : EtcdCommandMessage.ETCD_RESTORED_NEXT_ALL));
        }
        out.println(terminal.text(EtcdCommandMessage.ETCD_RESTORED_NEXT_HOST));
        if (kubernetes) {
            String source = "etcd:" + file.name()
                    + options.revision().stream()
                            .mapToObj(revision -> "@" + revision)
                            .collect(Collectors.joining());
            out.println(terminal.text(
                    EtcdCommandMessage.ETCD_RESTORED_NEXT_KUBERNETES,
                    jangada.globals().again(source, "live")));
        }
    }

    /** What starts a member on its new directory, as far as a restore knows it. */
    private static List<String> start(Target target, NewCluster cluster) {
        var words = new ArrayList<>(List.of(
                "etcd",
                "--name",
                target.member(),
                "--data-dir",
                target.dataDirectory().toString()));
        target.walDirectory().ifPresent(wal -> words.addAll(List.of("--wal-dir", wal.toString())));
        words.addAll(List.of(
                "--initial-advertise-peer-urls",
                String.join(",", cluster.member(target.member()).peerUrls())));
        return words;
    }
}
