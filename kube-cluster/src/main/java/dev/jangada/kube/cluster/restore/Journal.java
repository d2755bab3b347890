package dev.jangada.kube.cluster.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.jangada.kube.model.Json;
import dev.jangada.problem.ExitCode;
import dev.jangada.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a restore has done, one JSON document a line, added as it happens and brought to the disk in groups: whatever came
 * while the last group was synced is the next one. A line that was cut off by the end of its writer is not there.
 */
final class Journal implements AutoCloseable {

    private static final int MOST_WAITING = 4_096;
    private static final JsonNode END = MissingNode.getInstance();

    private final Path file;
    private final FileChannel channel;
    private final BlockingQueue<JsonNode> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread writer;
    private volatile @Nullable IOException failure;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
        this.writer = Thread.ofPlatform().name("journal").daemon().start(this::write);
    }

    /**
     * Opens a journal at its end; it is made if it is not there.
     *
     * @throws Problem if that cannot be done
     */
    static Journal open(Path file) {
        try {
            FileChannel channel = StateFiles.append(file);
            if (channel.size() > 0) {
                // Whatever the last writer had begun is a line of its own, and no document.
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
            return new Journal(file, channel);
        } catch (IOException e) {
            throw cannotUse(file, e);
        }
    }

    /**
     * Adds a line; does not wait until it is on the disk.
     *
     * @throws Problem if lines can no longer be written
     */
    void add(ObjectNode line) {
        IOException broken = failure;
        if (broken != null) {
            throw cannotUse(file, broken);
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    waiting.put(line);
                    return;
                } catch (InterruptedException e) {
                    // What was done must be written down, all the more when it ends here.
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void write() {
        var group = new ArrayList<JsonNode>();
        boolean ended = false;
        while (!ended) {
            group.clear();
            try {
                group.add(waiting.take());
            } catch (InterruptedException e) {
                return;
            }
            waiting.drainTo(group);
            ended = group.removeIf(JsonNode::isMissingNode);
            if (failure == null) {
                try {
                    write(group);
                } catch (IOException e) {
                    failure = e;
                }
            }
        }
    }

    private void write(List<JsonNode> group) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (JsonNode line : group) {
            bytes.write(Json.bytes(line));
            bytes.write('\n');
        }
        var buffer = ByteBuffer.wrap(bytes.toByteArray());
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(false);
    }

    /**
     * Brings everything to the disk.
     *
     * @throws Problem if that failed, now or before
     */
    @Override
    public void close() {
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                waiting.put(END);
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            channel.close();
        } catch (IOException e) {
            failure = e;
        }
        IOException broken = failure;
        if (broken != null) {
            throw cannotUse(file, broken);
        }
    }

    /** Takes a line, and where it lies in the file. */
    @FunctionalInterface
    interface LineTaker {
        void accept(JsonNode line, long place, int length);
    }

    /** The same without the places. */
    static void read(Path file, Consumer<JsonNode> taker) {
        read(file, (line, _, _) -> taker.accept(line));
    }

    /**
     * Gives every line; none if there is no journal yet.
     *
     * @throws Problem if the file cannot be read
     */
    static void read(Path file, LineTaker taker) {
        try (var lines = new LineReader(file)) {
            long place = lines.place();
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                JsonNode document = document(line.get());
                if (document.isObject()) {
                    taker.accept(document, place, line.get().length);
                }
                place = lines.place();
            }
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            throw cannotUse(file, e);
        }
    }

    /** What was cut off is none. */
    private static JsonNode document(byte[] line) {
        try {
            return Json.mapper().readTree(line);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** Gives what it says of entries; of one that was tried again, every result. */
    static void results(Path file, Consumer<Result> taker) {
        read(file, line -> {
            if (line.has("entry")) {
                taker.accept(Result.of(line));
            }
        });
    }

    /** That a journal can be neither read nor written. */
    static Problem cannotUse(Path file, IOException e) {
        return new Problem(e, ExitCode.FAILED, RestoreMessage.CANNOT_WRITE_STATE, file, e.getMessage());
    }
}
