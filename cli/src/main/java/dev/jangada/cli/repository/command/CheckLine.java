package dev.jangada.cli.repository.command;

import dev.jangada.cli.command.ByteFlow;
import dev.jangada.cli.command.Progress;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.repository.check.CheckProgress;
import org.jspecify.annotations.Nullable;

/** How far a check has come, on the one line of {@link Progress}. */
final class CheckLine implements CheckProgress {

    private final Terminal terminal;
    private final Progress progress;

    private @Nullable ByteFlow packsFlow;
    private @Nullable ByteFlow treesFlow;

    CheckLine(Terminal terminal, Progress progress) {
        this.terminal = terminal;
        this.progress = progress;
        var _ = progress.flow(terminal.text(RepositoryCommandMessage.CHECK_STRUCTURE));
    }

    @Override
    public synchronized void packs(int packs, int allPacks, long bytes, long allBytes) {
        ByteFlow flow = packsFlow;
        if (flow == null) {
            flow = progress.flow("");
            packsFlow = flow;
        }
        flow.name(terminal.text(RepositoryCommandMessage.CHECK_PACKS, packs, allPacks));
        flow.at(bytes, allBytes);
    }

    @Override
    public synchronized void trees(int trees) {
        ByteFlow flow = treesFlow;
        if (flow == null) {
            flow = progress.flow("");
            treesFlow = flow;
        }
        flow.name(terminal.text(RepositoryCommandMessage.CHECK_TREES, trees));
    }
}
