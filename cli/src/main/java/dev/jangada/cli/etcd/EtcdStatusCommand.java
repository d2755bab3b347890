package dev.jangada.cli.etcd;

import dev.jangada.backup.etcd.EtcdFileData;
import dev.jangada.cli.command.Jangada;
import dev.jangada.cli.command.OutputOption;
import dev.jangada.cli.command.TextOrJson;
import dev.jangada.etcd.storage.EtcdFile;
import dev.jangada.etcd.storage.mvcc.Status;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jangada etcd status}: an etcd file on one page. */
@Command(name = "status")
final class EtcdStatusCommand implements Callable<Integer> {

    private final Jangada jangada;

    @Mixin
    private EtcdFileOption file;

    @Option(names = "--show-all", descriptionKey = "etcd.status.show-all")
    private boolean all;

    @Mixin
    private OutputOption output;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields in
    EtcdStatusCommand(Jangada jangada) {
        this.jangada = jangada;
    }

    @Override
    public Integer call() throws IOException {
        try (EtcdFile opened = file.open(jangada.globals())) {
            Status status = opened.status(EtcdContents.sorting(jangada.globals().etcdPrefix()));
            // Closed with the file.
            var data = new EtcdFileData(opened, file.path, opened.name());
            EtcdContents contents =
                    EtcdContents.of(opened, status, data, jangada.globals().etcdPrefix());
            if (output.isJson()) {
                TextOrJson.print(jangada.terminal(), EtcdStatusJson.of(opened, status, contents));
            } else {
                new EtcdStatusText(jangada.terminal(), all).print(opened, data, status, contents);
                EtcdFileOption.tellRemarks(jangada, opened);
            }
        }
        return 0;
    }
}
