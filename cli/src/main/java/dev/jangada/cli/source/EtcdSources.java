package dev.jangada.cli.source;

import dev.jangada.backup.etcd.EtcdFileData;
import dev.jangada.cli.command.Globals;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.OpenOptions;
import dev.jangada.etcd.storage.Remark;
import dev.jangada.kube.model.ObjectSource;
import dev.jangada.kube.storage.EtcdSource;
import dev.jangada.kube.storage.encryption.EncryptionConfiguration;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens {@code etcd:FILE[@REVISION]} as a source of objects. */
final class EtcdSources {

    /** A file that can hide a change: worth a word where it is used, not each time it is looked into. */
    private static final String NO_CHECKSUM = "no-checksum";

    private final Globals globals;
    private final Terminal terminal;
    private final Consumer<String> warn;

    EtcdSources(Globals globals, Terminal terminal, Consumer<String> warn) {
        this.globals = globals;
        this.terminal = terminal;
        this.warn = warn;
    }

    /**
     * Opens one.
     *
     * @param checked whether a snapshot is read whole first and compared with the SHA-256 that it carries
     * @throws Problem if it cannot be opened, is damaged, or does not retain the revision
     */
    ObjectSource open(String text, boolean checked) {
        return new OpenEtcd(source(text, checked), Optional.empty(), terminal, warn, () -> {});
    }

    /** The same, with what only an etcd can tell. */
    EtcdSource source(String text, boolean checked) {
        EtcdName name = EtcdName.of(text);
        EncryptionConfiguration encryption =
                globals.encryptionConfig().map(EncryptionConfiguration::read).orElse(EncryptionConfiguration.NONE);
        EtcdFile file = file(name.file(), globals.etcdForce());
        var data = new EtcdFileData(file, name.file(), text);
        boolean opened = false;
        try {
            if (checked) {
                data.requireSound();
            }
            for (Remark remark : file.remarks()) {
                if (checked || !remark.code().equals(NO_CHECKSUM)) {
                    warn.accept(remark.in(terminal.locale()));
                }
            }
            long revision = name.revision().orElseGet(data::currentRevision);
            // Closes the file itself if it fails.
            opened = true;
            return EtcdSource.open(data, revision, encryption, globals.etcdPrefix());
        } finally {
            if (!opened) {
                data.close();
            }
        }
    }

    private static EtcdFile file(Path path, boolean force) {
        OpenOptions options = OpenOptions.standard();
        try {
            return EtcdFile.open(path, force ? options.forced() : options);
        } catch (Problem problem) {
            if (problem.code().equals(EtcdName.HELD)) {
                throw new Problem(problem, ExitCode.REFUSED, SourceMessage.ETCD_HELD, path);
            }
            if (problem.code().equals(EtcdName.MAY_BE_HELD)) {
                throw new Problem(problem, ExitCode.REFUSED, SourceMessage.ETCD_MAY_BE_HELD, path);
            }
            throw problem;
        }
    }
}
