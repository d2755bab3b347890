package dev.jangada.cli.etcd;

import dev.jangada.cli.command.Globals;
import dev.jangada.cli.terminal.ByteCount;
import dev.jangada.cli.terminal.Terminal;
import dev.jangada.etcd.client.SnapshotProgress;
import java.time.Duration;
import java.time.Instant;

/** One line on a person's terminal that says how many bytes have come; nothing where it is none, or with {@code --quiet}. */
final class ByteProgress implements SnapshotProgress, AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(200);

    private final Terminal terminal;
    private final boolean shows;
    private final Instant began = Instant.now();
    private Instant last = began;
    private boolean shown;

    ByteProgress(Terminal terminal, Globals globals) {
        this.terminal = terminal;
        this.shows = terminal.errIsTerminal() && !globals.quiet();
    }

    Duration elapsed() {
        return Duration.between(began, Instant.now());
    }

    @Override
    public void advanced(long received, long total) {
        Instant now = Instant.now();
        if (shows && Duration.between(last, now).compareTo(EVERY) >= 0) {
            last = now;
            double seconds = Math.max(0.001, elapsed().toMillis() / 1000.0);
            terminal.startOfLine();
            terminal.err()
                    .print(terminal.text(
                            EtcdCommandMessage.PROGRESS_BYTES,
                            ByteCount.rough(terminal.locale(), received),
                            ByteCount.rough(terminal.locale(), total),
                            ByteCount.rough(terminal.locale(), Math.round(received / seconds))));
            terminal.err().flush();
            shown = true;
        }
    }

    @Override
    public void close() {
        if (shown) {
            terminal.startOfLine();
        }
    }
}
