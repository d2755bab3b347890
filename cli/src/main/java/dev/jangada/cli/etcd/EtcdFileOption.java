package dev.jangada.cli.etcd;

import dev.jangada.cli.command.Globals;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.source.EtcdName;
import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.OpenOptions;
import dev.jangada.etcd.storage.Remark;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The etcd file of a command, and how it is opened. */
final class EtcdFileOption {

    @Parameters(index = "0", paramLabel = "FILE", descriptionKey = "etcd.file")
    Path path;

    @Option(names = "--force", descriptionKey = "etcd.force")
    private boolean force;

    @Option(names = "--uncommitted", descriptionKey = "etcd.uncommitted")
    private boolean uncommitted;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    EtcdFileOption() {}

    /**
     * Opens it. What there is to know about it is in its remarks.
     *
     * @throws dev.jangada.problem.Problem if it cannot be opened
     */
    EtcdFile open(Globals globals) {
        return open(globals, EtcdFile::open);
    }

    /** Opens the database alone, as it lies there, whatever is wrong with it. */
    EtcdFile openAsItLies(Globals globals) {
        return open(globals, EtcdFile::openAsItLies);
    }

    private EtcdFile open(Globals globals, BiFunction<Path, OpenOptions, EtcdFile> opening) {
        OpenOptions usual = OpenOptions.standard();
        try {
            return opening.apply(path, new OpenOptions(force || globals.etcdForce(), uncommitted, usual.room()));
        } catch (Problem problem) {
            if (problem.code().equals(EtcdName.HELD)) {
                throw new Problem(problem, ExitCode.REFUSED, EtcdCommandMessage.ETCD_HELD_FORCE, path);
            }
            throw problem;
        }
    }

    /** Tells what there is to know about an open file, behind the data; not where the user wants only what is wrong. */
    static void tellRemarks(Jangada jangada, EtcdFile file) {
        tell(jangada, file.remarks());
    }

    /** The same for what a restore has to say. */
    static void tell(Jangada jangada, List<Remark> remarks) {
        if (!jangada.globals().quiet()) {
            for (Remark remark : remarks) {
                jangada.terminal()
                        .note(
                                EtcdCommandMessage.ETCD_NOTE,
                                remark.in(jangada.terminal().locale()));
            }
        }
    }
}
