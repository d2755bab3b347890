package dev.jangada.cli.command;

import dev.jangada.cli.terminal.ByteCount;
import dev.jangada.cli.terminal.Terminal;

/** Something that goes on and is counted in bytes, on the line of {@link Progress}. Safe for use by several threads. */
public final class ByteFlow {

    /** Rates are told from here on: before, they jump. */
    private static final double ENOUGH_SECONDS = 0.5;

    private final long began = System.nanoTime();
    private volatile String name;
    private volatile long done;
    private volatile long total;

    ByteFlow(String name) {
        this.name = name;
    }

    /**
     * How far it is.
     *
     * @param bytes so many are done
     * @param ofBytes of so many; 0 if that is not known
     */
    public void at(long bytes, long ofBytes) {
        done = bytes;
        total = ofBytes;
    }

    /** Gives it another name. */
    public void name(String changed) {
        name = changed;
    }

    String line(Terminal terminal) {
        long bytes = done;
        long all = total;
        if (bytes == 0) {
            return name;
        }
        String count = ByteCount.rough(terminal.locale(), bytes);
        if (all == 0) {
            return terminal.text(CommandMessage.PROGRESS_BYTES_SO_FAR, name, count);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        String line =
                terminal.text(CommandMessage.PROGRESS_BYTES, name, count, ByteCount.rough(terminal.locale(), all));
        if (seconds < ENOUGH_SECONDS) {
            return line;
        }
        double rate = bytes / seconds;
        return line
                + terminal.text(CommandMessage.PROGRESS_RATE, ByteCount.rough(terminal.locale(), Math.round(rate)))
                + ((all - bytes) / rate >= 1
                        ? terminal.text(CommandMessage.PROGRESS_ETA, Math.round((all - bytes) / rate))
                        : "");
    }
}
