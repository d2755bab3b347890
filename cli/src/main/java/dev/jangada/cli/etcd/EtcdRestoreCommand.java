package dev.jangada.cli.etcd;

import dev.jangada.backup.etcd.EtcdFileData;
import dev.jangada.cli.command.CommandMessage;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.restore.NewCluster;
import dev.jangada.etcd.storage.restore.NewMember;
import dev.jangada.etcd.storage.restore.Restore;
import dev.jangada.etcd.storage.restore.RestoreOptions;
import dev.jangada.etcd.storage.restore.RestoreResult;
import dev.jangada.etcd.storage.restore.Target;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.FileFailure;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jangada etcd restore}: data directories for the members of a new cluster, with etcdutl's options. */
@Command(name = "restore")
final class EtcdRestoreCommand implements Callable<Integer> {

    /** More than anybody writes in the life of a snapshot, so that no informer has seen what is to come. */
    private static final long KUBERNETES_BUMP = 1_000_000_000;

    private final Jangada jangada;

    @Mixin
    private EtcdFileOption file;

    @Option(names = "--data-dir", paramLabel = "DIR", descriptionKey = "etcd.restore.data-dir")
    @Nullable
    private Path dataDirectory;

    @Option(names = "--wal-dir", paramLabel = "DIR", descriptionKey = "etcd.restore.wal-dir")
    @Nullable
    private Path walDirectory;

    @Option(names = "--all-members", paramLabel = "DIR", descriptionKey = "etcd.restore.all-members")
    @Nullable
    private Path allMembers;

    @Option(names = "--name", paramLabel = "NAME", descriptionKey = "etcd.restore.name")
    @Nullable
    private String name;

    @Option(names = "--initial-cluster", paramLabel = "NAME=URL,…", descriptionKey = "etcd.restore.initial-cluster")
    @Nullable
    private String initialCluster;

    @Option(names = "--initial-cluster-token", paramLabel = "TOKEN", descriptionKey = "etcd.restore.token")
    private String token = NewCluster.DEFAULT_TOKEN;

    @Option(
            names = "--initial-advertise-peer-urls",
            split = ",",
            paramLabel = "URL",
            descriptionKey = "etcd.restore.peer-urls")
    @Nullable
    private List<String> peerUrls;

    @Option(names = "--bump-revision", paramLabel = "N", descriptionKey = "etcd.restore.bump")
    @Nullable
    private Long bump;

    @Option(names = "--mark-compacted", descriptionKey = "etcd.restore.mark-compacted")
    private boolean markCompacted;

    @Option(names = "--rev", paramLabel = "REVISION", descriptionKey = "etcd.restore.rev")
    @Nullable
    private Long revision;

    @Mixin
    private OutputOption output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    EtcdRestoreCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        NewCluster cluster = cluster();
        List<Target> targets = targets(cluster);
        try (EtcdFile opened = file.open(jangada.globals())) {
            boolean kubernetes = kubernetes(opened);
            RestoreOptions options = options(kubernetes);
            EtcdFileOption.tellRemarks(jangada, opened);
            if (output.isJson()) {
                json(opened, cluster, options, targets, kubernetes);
            } else {
                text(opened, cluster, options, targets, kubernetes);
            }
        }
        return 0;
    }

    private void text(
            EtcdFile opened, NewCluster cluster, RestoreOptions options, List<Target> targets, boolean kubernetes)
            throws IOException {
        var told = new EtcdRestoreText(jangada);
        told.plan(opened, cluster, options, targets, kubernetes, bump == null);
        RestoreResult result = restore(opened, cluster, options, targets, told::step);
        told.done();
        told.result(opened, cluster, options, result, kubernetes);
        EtcdFileOption.tell(jangada, result.remarks());
    }

    private void json(
            EtcdFile opened, NewCluster cluster, RestoreOptions options, List<Target> targets, boolean kubernetes)
            throws IOException {
        // A document on a terminal must not be torn by a line of progress.
        boolean silent = jangada.terminal().outIsTerminal();
        var progress = new EtcdRestoreText(jangada);
        try (var document = new EtcdRestoreJson(jangada.terminal())) {
            document.plan(opened, cluster, options, targets, kubernetes);
            RestoreResult result = restore(opened, cluster, options, targets, step -> {
                if (!silent) {
                    progress.step(step);
                }
            });
            progress.done();
            document.result(opened, cluster, result);
            EtcdFileOption.tell(jangada, result.remarks());
        }
    }

    private RestoreResult restore(
            EtcdFile opened,
            NewCluster cluster,
            RestoreOptions options,
            List<Target> targets,
            Consumer<Restore.Step> progress)
            throws IOException {
        boolean made = prepare();
        boolean done = false;
        try {
            RestoreResult result = Restore.run(opened, cluster, options, targets, progress);
            done = true;
            return result;
        } finally {
            if (made && !done) {
                takeBack();
            }
        }
    }

    private boolean kubernetes(EtcdFile opened) {
        var data = new EtcdFileData(opened, file.path, opened.name());
        return EtcdContents.isKubernetes(data, jangada.globals().etcdPrefix());
    }

    private NewCluster cluster() {
        String own = name == null ? NewCluster.DEFAULT_NAME : name;
        String text = initialCluster;
        if (text == null) {
            if (allMembers != null) {
                throw new Problem(
                        ExitCode.USAGE, CommandMessage.RESTORE_OPTION_NEEDS, "--all-members", "--initial-cluster");
            }
            List<String> urls = Objects.requireNonNullElse(peerUrls, List.of(NewCluster.DEFAULT_PEER_URL));
            return new NewCluster(List.of(new NewMember(own, urls)), token);
        }
        NewCluster cluster = NewCluster.parse(text, token);
        if (allMembers == null) {
            var _ = cluster.member(own);
            List<String> urls = peerUrls;
            if (urls != null) {
                cluster.requireUrls(own, urls);
            }
        }
        return cluster;
    }

    private List<Target> targets(NewCluster cluster) {
        Path all = allMembers;
        if (all != null) {
            Stream.of(
                            Optional.ofNullable(dataDirectory).map(one -> "--data-dir"),
                            Optional.ofNullable(walDirectory).map(one -> "--wal-dir"),
                            Optional.ofNullable(name).map(one -> "--name"),
                            Optional.ofNullable(peerUrls).map(one -> "--initial-advertise-peer-urls"))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(option -> {
                        throw new Problem(ExitCode.USAGE, EtcdCommandMessage.OPTIONS_EXCLUDE, option, "--all-members");
                    });
            return cluster.members().stream()
                    .map(member -> new Target(member.name(), all.resolve(ofDirectory(member.name())), Optional.empty()))
                    .toList();
        }
        String own = name == null ? NewCluster.DEFAULT_NAME : name;
        Path data = dataDirectory == null ? Path.of(ofDirectory(own) + ".etcd") : dataDirectory;
        return List.of(new Target(own, data, Optional.ofNullable(walDirectory)));
    }

    /** A member's name where it is the name of its directory, which is to lie nowhere else. */
    private static String ofDirectory(String member) {
        if (member.isBlank() || member.contains("/") || member.equals(".") || member.equals("..")) {
            throw new Problem(ExitCode.USAGE, EtcdCommandMessage.MEMBER_NO_DIRECTORY, member);
        }
        return member;
    }

    private RestoreOptions options(boolean kubernetes) {
        long by = bump == null ? (kubernetes ? KUBERNETES_BUMP : 0) : bump;
        var options = new RestoreOptions(by, revision == null ? OptionalLong.empty() : OptionalLong.of(revision));
        return markCompacted ? options.markCompacted() : options;
    }

    /**
     * The directory of all members is this command's own to make; each member's is not there yet.
     *
     * @return whether it was made
     */
    private boolean prepare() {
        Path all = allMembers;
        if (all == null || Files.isDirectory(all)) {
            return false;
        }
        try {
            Files.createDirectory(
                    all, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            return true;
        } catch (IOException e) {
            throw new Problem(e, ExitCode.FAILED, EtcdCommandMessage.DIRECTORY_NOT_MADE, all, FileFailure.reason(e));
        }
    }

    /** A restore that came to nothing leaves nothing; one that came half way leaves what it says. */
    private void takeBack() throws IOException {
        try {
            Files.deleteIfExists(Objects.requireNonNull(allMembers));
        } catch (DirectoryNotEmptyException someMembers) {
            // They are named in the sentence that the restore ends with.
        }
    }
}
