package dev.jangada.kube.cluster.restore;

import dev.jangada.kube.cluster.restore.Plan.Numbered;
import dev.jangada.kube.model.ResourceKind;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * The entries of one kind, which stand one behind the other in a plan. They stay in the file; what is kept is where each of
 * them lies, 8 bytes an entry.
 */
final class PlanBlock {

    private final Plan plan;
    private final ResourceKind kind;
    private final int first;
    /** Where each line begins, and behind them where the last one ends. */
    private long[] places = new long[16];

    private int size;

    /**
     * A block without entries.
     *
     * @param first the number that its first entry has in the plan
     */
    PlanBlock(Plan plan, ResourceKind kind, int first) {
        this.plan = plan;
        this.kind = kind;
        this.first = first;
    }

    /** Takes a line that follows the last one. */
    void add(long begin, long end) {
        if (size + 1 == places.length) {
            places = Arrays.copyOf(places, places.length + (places.length >> 1));
        }
        places[size++] = begin;
        places[size] = end;
    }

    ResourceKind kind() {
        return kind;
    }

    int size() {
        return size;
    }

    /**
     * Gives every entry.
     *
     * @throws Problem if the file is damaged
     */
    void entries(Consumer<Numbered> taker) {
        try (Reader reader = open()) {
            for (int i = 0; i < size; i++) {
                taker.accept(reader.entry(i));
            }
        }
    }

    /**
     * Opens the plan to read entries in any order.
     *
     * @throws Problem if it cannot be read
     */
    Reader open() {
        try {
            return new Reader(FileChannel.open(plan.file()));
        } catch (IOException e) {
            throw damaged(e, 0);
        }
    }

    private Problem damaged(IOException e, int i) {
        return new Problem(e, ExitCode.CORRUPT, RestoreMessage.BAD_PLAN, plan.file(), first + i + 2);
    }

    /** Reads entries, one at a time. */
    final class Reader implements AutoCloseable {

        private final FileChannel channel;

        private Reader(FileChannel channel) {
            this.channel = channel;
        }

        /**
         * An entry.
         *
         * @param i its place in the block, from 0
         * @throws Problem if the file is damaged
         */
        Numbered entry(int i) {
            try {
                var line = ByteBuffer.allocate((int) (places[i + 1] - places[i]));
                while (line.hasRemaining() && channel.read(line, places[i] + line.position()) >= 0) {
                    // As much as comes at once.
                }
                return new Numbered(first + i, Plan.entry(line.array()));
            } catch (IOException e) {
                throw damaged(e, i);
            }
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw damaged(e, 0);
            }
        }
    }
}
