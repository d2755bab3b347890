package dev.jangada.cli.backup;

import dev.jangada.backup.create.CreateProgress;
import dev.jangada.cli.command.ByteFlow;
import dev.jangada.cli.command.Progress;
import dev.jangada.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;

/** How far a backup has come, on the one line of {@link Progress}. */
final class CreateLine implements CreateProgress {

    private final Terminal terminal;
    private final Progress progress;

    private @Nullable ByteFlow receiving;
    private @Nullable ByteFlow storing;

    CreateLine(Terminal terminal, Progress progress) {
        this.terminal = terminal;
        this.progress = progress;
        var _ = begin(BackupCommandMessage.CREATE_BEGINNING);
    }

    @Override
    public synchronized void received(long bytes, long total) {
        ByteFlow flow = receiving;
        if (flow == null) {
            flow = begin(BackupCommandMessage.CREATE_RECEIVING);
            receiving = flow;
        }
        flow.at(bytes, total);
    }

    @Override
    public void checking() {
        var _ = begin(BackupCommandMessage.CREATE_CHECKING);
    }

    @Override
    public synchronized void stored(long bytes, long total) {
        ByteFlow flow = storing;
        if (flow == null) {
            flow = begin(BackupCommandMessage.CREATE_STORING);
            storing = flow;
        }
        flow.at(bytes, total);
    }

    @Override
    public void expect(long objects) {
        progress.expect(objects);
    }

    @Override
    public void object(long bytes) {
        progress.step(bytes);
    }

    @Override
    public void finishing() {
        var _ = begin(BackupCommandMessage.CREATE_FINISHING);
    }

    private ByteFlow begin(BackupCommandMessage what) {
        return progress.flow(terminal.text(what));
    }
}
