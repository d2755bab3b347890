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
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a restore has done, one JSON document a line, added as it happens and brought to the disk in groups: whatever came
 * while the last group was synced is the next one. A line that was cut off by the end of its writer is not there.
 */
final class Journal implements AutoCloseable {

    private static final int MOST_WAITING = 4_096;
    private static final int SHORT_LINE = 4_096;
    private static final CountDownLatch NOBODY = new CountDownLatch(0);
    private static final Line END = new Line(MissingNode.getInstance(), NOBODY);

    private final Path file;
    private final FileChannel channel;
    private final BlockingQueue<Line> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread writer;
    private volatile @Nullable IOException failure;

    /**
     * A line that is to be written.
     *
     * @param synced open when it is on the disk, or will never be
     */
    private record Line(JsonNode json, CountDownLatch synced) {}

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
    void add(ObjectNode json) {
        requireWritable();
        // What was done must be written down, all the more when it ends here.
        undisturbed(() -> waiting.put(new Line(json, NOBODY)));
    }

    /**
     * Adds a line, and waits until it is on the disk.
     *
     * @throws Problem if lines can no longer be written
     */
    void addAndSync(ObjectNode json) {
        var line = new Line(json, new CountDownLatch(1));
        requireWritable();
        undisturbed(() -> waiting.put(line));
        undisturbed(line.synced()::await);
        requireWritable();
    }

    private void requireWritable() {
        IOException broken = failure;
        if (broken != null) {
            throw cannotUse(file, broken);
        }
    }

    @FunctionalInterface
    private interface Waiting {
        void run() throws InterruptedException;
    }

    /** Waits to the end; that the thread was interrupted meanwhile shows afterwards. */
    private static void undisturbed(Waiting what) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    what.run();
                    return;
                } catch (InterruptedException e) {
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
        var group = new ArrayList<Line>();
        boolean ended = false;
        while (!ended) {
            group.clear();
            try {
                group.add(waiting.take());
            } catch (InterruptedException e) {
                return;
            }
            waiting.drainTo(group);
            ended = group.removeIf(END::equals);
            if (failure == null) {
                try {
                    write(group);
                } catch (IOException e) {
                    failure = e;
                }
            }
            group.forEach(line -> line.synced().countDown());
        }
    }

    private void write(List<Line> group) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (Line line : group) {
            bytes.write(Json.bytes(line.json()));
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
        undisturbed(() -> {
            while (writer.isAlive()) {
                waiting.put(END);
                writer.join();
            }
        });
        try {
            channel.close();
        } catch (IOException e) {
            failure = e;
        }
        requireWritable();
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

    /** The first line; empty if there is none. */
    static Optional<JsonNode> first(Path file) {
        try (var lines = new LineReader(file)) {
            return lines.next().map(Journal::document);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw cannotUse(file, e);
        }
    }

    /** The last line, if it is a short one, as those are with which a run ends. */
    static Optional<JsonNode> last(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            var tail = ByteBuffer.allocate((int) Math.min(channel.size(), SHORT_LINE));
            while (tail.hasRemaining() && channel.read(tail, channel.size() - tail.remaining()) >= 0) {
                // As much as comes at once.
            }
            String text = new String(tail.array(), StandardCharsets.UTF_8).strip();
            return Optional.of(
                    document(text.substring(text.lastIndexOf('\n') + 1).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
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
